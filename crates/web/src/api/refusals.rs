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
        /// A field is not as declared.
        "api.bad_field" 422 BadField { field: String, wanted: String } = "“{field}” must be {wanted}.";
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
