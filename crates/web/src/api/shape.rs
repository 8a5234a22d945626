use std::collections::BTreeMap;

use kernel::{At, Id, Word, Yen};
use serde_json::{Map, Value, json};

use super::ApiRefusal;

/// The shapes an operation speaks of, by name.
pub type Shapes = BTreeMap<&'static str, Value>;

/// A thing that is written to, and read from, JSON as it is declared: the same declaration makes
/// the OpenAPI.
pub trait Piece: Sized {
    /// Its schema; a shape with a name notes itself among the shapes.
    fn schema(shapes: &mut Shapes) -> Value;
    /// As JSON.
    fn write(&self) -> Value;
    /// Out of JSON; `field` is where it stands.
    fn read(value: &Value, field: &str) -> Result<Self, ApiRefusal>;
    /// Whether it may be left out.
    fn may_be_left_out() -> bool {
        false
    }
}

/// A shape without anything personal in it: an answer to a change, which is kept for a day.
pub trait Kept: Piece {}

/// The most signs of a text, unless its field takes fewer.
const MOST_SIGNS: i64 = 2_000;
/// The most things of a list.
const MOST_LISTED: usize = 100;

// What is wrong with a field, by the name of the field.
fn at(field: &str) -> String {
    field.to_owned()
}

impl Piece for String {
    fn schema(_: &mut Shapes) -> Value {
        json!({ "type": "string", "maxLength": MOST_SIGNS })
    }
    fn write(&self) -> Value {
        json!(self)
    }
    fn read(value: &Value, field: &str) -> Result<String, ApiRefusal> {
        let odd = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        let most = usize::try_from(MOST_SIGNS).unwrap_or(usize::MAX);
        let fits = |text: &&str| text.chars().count() <= most && !text.chars().any(odd);
        let text = value.as_str().map(str::trim).filter(fits);
        let no = || ApiRefusal::NotText { field: at(field), most: MOST_SIGNS };
        text.map(str::to_owned).ok_or_else(no)
    }
}

impl Piece for i64 {
    fn schema(_: &mut Shapes) -> Value {
        json!({ "type": "integer", "format": "int64" })
    }
    fn write(&self) -> Value {
        json!(self)
    }
    fn read(value: &Value, field: &str) -> Result<i64, ApiRefusal> {
        value.as_i64().ok_or_else(|| ApiRefusal::NotWhole { field: at(field) })
    }
}

impl Piece for bool {
    fn schema(_: &mut Shapes) -> Value {
        json!({ "type": "boolean" })
    }
    fn write(&self) -> Value {
        json!(self)
    }
    fn read(value: &Value, field: &str) -> Result<bool, ApiRefusal> {
        value.as_bool().ok_or_else(|| ApiRefusal::NotTruth { field: at(field) })
    }
}

impl Piece for Yen {
    fn schema(_: &mut Shapes) -> Value {
        json!({ "type": "integer", "format": "int64", "description": "Whole Japanese yen." })
    }
    fn write(&self) -> Value {
        json!(self.get())
    }
    fn read(value: &Value, field: &str) -> Result<Yen, ApiRefusal> {
        value.as_i64().map(Yen::new).ok_or_else(|| ApiRefusal::NotYen { field: at(field) })
    }
}

impl Piece for At {
    fn schema(_: &mut Shapes) -> Value {
        json!({ "type": "string", "format": "date-time" })
    }
    fn write(&self) -> Value {
        json!(self.to_string())
    }
    fn read(value: &Value, field: &str) -> Result<At, ApiRefusal> {
        let read = value.as_str().and_then(At::parse);
        read.ok_or_else(|| ApiRefusal::NotInstant { field: at(field) })
    }
}

impl<T: Piece> Piece for Option<T> {
    fn schema(shapes: &mut Shapes) -> Value {
        json!({ "anyOf": [T::schema(shapes), { "type": "null" }] })
    }
    fn write(&self) -> Value {
        self.as_ref().map_or(Value::Null, T::write)
    }
    fn read(value: &Value, field: &str) -> Result<Option<T>, ApiRefusal> {
        if value.is_null() { Ok(None) } else { T::read(value, field).map(Some) }
    }
    fn may_be_left_out() -> bool {
        true
    }
}

impl<T: Piece> Piece for Vec<T> {
    fn schema(shapes: &mut Shapes) -> Value {
        json!({ "type": "array", "items": T::schema(shapes) })
    }
    fn write(&self) -> Value {
        Value::Array(self.iter().map(T::write).collect())
    }
    fn read(value: &Value, field: &str) -> Result<Vec<T>, ApiRefusal> {
        let all = value.as_array().filter(|all| all.len() <= MOST_LISTED);
        let most = i64::try_from(MOST_LISTED).unwrap_or(i64::MAX);
        let all = all.ok_or_else(|| ApiRefusal::NotList { field: at(field), most })?;
        all.iter().map(|one| T::read(one, field)).collect()
    }
}

/// One of the house's ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tag<I>(pub I);

impl<I: Id> Piece for Tag<I> {
    fn schema(_: &mut Shapes) -> Value {
        json!({ "type": "string", "pattern": format!("^{}_[0-9a-z]+$", I::PREFIX) })
    }
    fn write(&self) -> Value {
        json!(self.0.to_string())
    }
    fn read(value: &Value, field: &str) -> Result<Tag<I>, ApiRefusal> {
        let id = value.as_str().and_then(I::parse).map(Tag);
        let prefix = || format!("{}_", I::PREFIX);
        id.ok_or_else(|| ApiRefusal::NotId { field: at(field), prefix: prefix() })
    }
}

/// One word of a closed list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term<W>(pub W);

impl<W: Word> Piece for Term<W> {
    fn schema(_: &mut Shapes) -> Value {
        let words: Vec<&str> = W::ALL.iter().map(|word| word.word()).collect();
        json!({ "type": "string", "enum": words })
    }
    fn write(&self) -> Value {
        json!(self.0.word())
    }
    fn read(value: &Value, field: &str) -> Result<Term<W>, ApiRefusal> {
        let word = value.as_str().and_then(W::from_word).map(Term);
        let words = || W::ALL.iter().map(|word| word.word()).collect::<Vec<_>>().join(", ");
        word.ok_or_else(|| ApiRefusal::NotWord { field: at(field), words: words() })
    }
}

/// Reads one field of an object; one that is not there counts as null.
pub fn field<T: Piece>(object: &Map<String, Value>, name: &str) -> Result<T, ApiRefusal> {
    T::read(object.get(name).unwrap_or(&Value::Null), name)
}

/// The object a shape is read from; refuses what it does not know.
pub fn object<'v>(
    value: &'v Value,
    place: &str,
    known: &[&str],
) -> Result<&'v Map<String, Value>, ApiRefusal> {
    let object = value.as_object().ok_or_else(|| ApiRefusal::NotObject { field: at(place) })?;
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(stranger) => {
            let field: String = stranger.chars().filter(|c| !c.is_control()).take(40).collect();
            Err(ApiRefusal::UnknownField { field })
        }
        None => Ok(object),
    }
}

/// Defines the shapes of a room's API: structs that write and read themselves, and say how. A
/// shape that is marked `kept` holds nothing personal.
#[macro_export]
macro_rules! shapes {
    ($(
        $(#[doc = $what:literal])+
        $(@ $kept:ident)? $vis:vis struct $name:ident {
            $( $(#[doc = $doc:literal])+ $field:ident : $ty:ty, )*
        }
    )*) => {$(
        $(#[doc = $what])+
        $vis struct $name { $( $(#[doc = $doc])+ pub $field: $ty, )* }
        $( $crate::shapes!(@ $kept $name); )?
        impl $crate::api::Piece for $name {
            fn schema(shapes: &mut $crate::api::Shapes) -> $crate::api::Value {
                if !shapes.contains_key(stringify!($name)) {
                    shapes.insert(stringify!($name), $crate::api::Value::Null);
                    let fields = vec![ $( (
                        stringify!($field),
                        concat!($($doc),+).trim(),
                        <$ty as $crate::api::Piece>::schema(shapes),
                        <$ty as $crate::api::Piece>::may_be_left_out(),
                    ), )* ];
                    let whole = $crate::api::schema_of(concat!($($what),+).trim(), fields);
                    shapes.insert(stringify!($name), whole);
                }
                $crate::api::schema_named(stringify!($name))
            }
            fn write(&self) -> $crate::api::Value {
                $crate::api::written(vec![
                    $( (stringify!($field), $crate::api::Piece::write(&self.$field)), )*
                ])
            }
            fn read(
                value: &$crate::api::Value,
                at: &str,
            ) -> Result<Self, $crate::api::ApiRefusal> {
                let known: &[&str] = &[ $( stringify!($field), )* ];
                let object = $crate::api::object(value, at, known)?;
                let _ = object;
                Ok($name { $( $field: $crate::api::field(object, stringify!($field))?, )* })
            }
        }
    )*};
    (@ kept $name:ident) => { impl $crate::api::Kept for $name {} };
}

/// The schema of a shape with these fields: name, what it is, schema, whether it may be left out.
pub fn schema_of(what: &str, fields: Vec<(&'static str, &'static str, Value, bool)>) -> Value {
    let required: Vec<&str> = fields.iter().filter(|f| !f.3).map(|f| f.0).collect();
    let mut properties = Map::new();
    for (name, doc, schema, _) in fields {
        let mut schema = schema;
        // A description beside a reference is allowed since OpenAPI 3.1.
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".to_owned(), json!(doc));
        }
        properties.insert(name.to_owned(), schema);
    }
    json!({
        "type": "object", "description": what, "properties": properties,
        "required": required, "additionalProperties": false,
    })
}

/// The way to a shape with a name.
pub fn schema_named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object of these fields.
pub fn written(fields: Vec<(&'static str, Value)>) -> Value {
    Value::Object(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

crate::shapes! {
    /// What was made.
    @kept pub struct Made {
        /// Its id.
        id: String,
    }
    /// It is done.
    @kept pub struct Done {
        /// Always true.
        done: bool,
    }
}
