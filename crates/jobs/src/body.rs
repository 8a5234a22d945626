//! How the kernel's words are written in a job's body, for `#[serde(with = "jobs::body::id")]`.
//! The kernel itself serialises nothing.

/// An id, as its written form.
pub mod id {
    use kernel::Id;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    /// Writes it.
    pub fn serialize<I: Id, S: Serializer>(id: &I, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(id)
    }
    /// Reads it; an id of another kind is refused.
    pub fn deserialize<'de, I: Id, D: Deserializer<'de>>(from: D) -> Result<I, D::Error> {
        let text = String::deserialize(from)?;
        I::parse(&text).ok_or_else(|| D::Error::custom(format!("{text} is not a {} id", I::PREFIX)))
    }
}

/// An id or nothing.
pub mod maybe_id {
    use kernel::Id;
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    /// Writes it.
    pub fn serialize<I: Id, S: Serializer>(id: &Option<I>, to: S) -> Result<S::Ok, S::Error> {
        id.map(|id| id.to_string()).serialize(to)
    }
    /// Reads it.
    pub fn deserialize<'de, I: Id, D: Deserializer<'de>>(from: D) -> Result<Option<I>, D::Error> {
        let text = Option::<String>::deserialize(from)?;
        let read = |text: String| {
            I::parse(&text)
                .ok_or_else(|| D::Error::custom(format!("{text} is not a {} id", I::PREFIX)))
        };
        text.map(read).transpose()
    }
}

/// An instant, in epoch microseconds.
pub mod at {
    use kernel::At;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(at: &At, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(at.micros())
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<At, D::Error> {
        i64::deserialize(from).map(At::from_micros)
    }
}

/// An amount, in whole yen.
pub mod yen {
    use kernel::Yen;
    use serde::{Deserialize, Deserializer, Serializer};

    /// Writes it.
    pub fn serialize<S: Serializer>(yen: &Yen, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(yen.get())
    }
    /// Reads it.
    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Yen, D::Error> {
        i64::deserialize(from).map(Yen::new)
    }
}
