kernel::refusals! {
    /// Why a program is not answered.
    pub enum ApiRefusal {
        /// No key came with it.
        "api.no_token" 401 NoToken = "Send a key of your account: “Authorization: Bearer …”. You make one at /account/tokens.";
        /// The key opens nothing.
        "api.unknown_token" 401 UnknownToken = "This key opens nothing: it was revoked, has run out, or was never made here.";
        /// The key is not for this.
        "api.no_scope" 403 NoScope { scope: String } = "This key may not do that: it lacks “{scope}”.";
        /// The body is not JSON.
        "api.not_json" 415 NotJson = "Send the body as application/json.";
        /// The body cannot be read.
        "api.bad_json" 400 BadJson = "The body is not one JSON object.";
        /// A field holds no text.
        "api.not_text" 422 NotText { field: String, most: i64 } = "“{field}” must be a text of at most {most} printable signs.";
        /// A field holds no whole number.
        "api.not_whole" 422 NotWhole { field: String } = "“{field}” must be a whole number.";
        /// A field holds neither yes nor no.
        "api.not_truth" 422 NotTruth { field: String } = "“{field}” must be true or false.";
        /// A field holds no amount.
        "api.not_yen" 422 NotYen { field: String } = "“{field}” must be an amount of whole yen.";
        /// A field holds no instant.
        "api.not_instant" 422 NotInstant { field: String } = "“{field}” must be an instant like 2026-11-22T10:05:09Z.";
        /// A field holds no list, or too long a one.
        "api.not_list" 422 NotList { field: String, most: i64 } = "“{field}” must be a list of at most {most}.";
        /// A field holds no id of that kind.
        "api.not_id" 422 NotId { field: String, prefix: String } = "“{field}” must be an id that begins with {prefix}.";
        /// A field holds none of its words.
        "api.not_word" 422 NotWord { field: String, words: String } = "“{field}” must be one of: {words}.";
        /// A field holds no object.
        "api.not_object" 422 NotObject { field: String } = "“{field}” must be an object.";
        /// A field nobody asked for.
        "api.unknown_field" 422 UnknownField { field: String } = "“{field}” is no field of this request. Nothing was changed.";
        /// The cursor was not made by this list.
        "api.bad_cursor" 400 BadCursor = "This cursor was not made by this list. Start again without one.";
        /// A change needs a key that makes it happen once.
        "api.no_key" 400 NoKey = "Send an Idempotency-Key of 1 to 100 printable signs with each change, and the same one when you send it again.";
        /// The key was used for something else.
        "api.key_reused" 409 KeyReused = "This Idempotency-Key was used for another request. Make a new one.";
        /// The account has as many keys as it may.
        "api.too_many_tokens" 409 TooManyTokens { most: i64 } = "An account has {most} keys at most. Revoke one first.";
        /// There is no such key of this member.
        "api.no_such_token" 404 NoSuchToken = "You have no such key.";
        /// A key that may do nothing.
        "api.no_scopes" 422 NoScopes = "Choose at least one thing the key may do.";
        /// The key would outlive its time.
        "api.bad_days" 422 BadDays { most: i64 } = "A key lives between 1 and {most} days.";
    }
}
