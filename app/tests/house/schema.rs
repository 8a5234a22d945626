//! Enough of JSON Schema for our own OpenAPI: whether an answer is of its declared shape, and
//! values of a declared shape, right ones and wrong ones.

use serde_json::{Map, Value, json};

/// Dice that fall the same way again for the same seed.
pub struct Seeded(u64);

impl Seeded {
    pub fn new(seed: u64) -> Seeded {
        Seeded(seed | 1)
    }

    pub fn below(&mut self, most: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % most.max(1)
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[usize::try_from(self.below(of.len() as u64)).unwrap()]
    }

    pub fn in_a_hundred(&mut self, times: u64) -> bool {
        self.below(100) < times
    }
}

/// What a reference leads to.
pub fn resolved<'a>(whole: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(way) => whole.pointer(way.trim_start_matches('#')).unwrap(),
        None => schema,
    }
}

/// What is wrong with a value, by where it stands.
pub fn wrong(whole: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let schema = resolved(whole, schema);
    if let Some(any) = schema["anyOf"].as_array() {
        let fits = any.iter().any(|one| wrong(whole, one, value, at).is_none());
        return (!fits).then(|| format!("{at}: {value} fits none of {any:?}"));
    }
    let is = |kind: &str| match kind {
        "null" => value.is_null(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("no kind {other}"),
    };
    let kinds: Vec<&str> = match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => vec![],
    };
    if !kinds.iter().any(|kind| is(kind)) {
        return Some(format!("{at}: {value} is no {kinds:?}"));
    }
    if let Some(words) = schema["enum"].as_array()
        && !words.contains(value)
    {
        return Some(format!("{at}: {value} is none of {words:?}"));
    }
    if let (Some(pattern), Some(text)) = (schema["pattern"].as_str(), value.as_str()) {
        let prefix = pattern.trim_start_matches('^').split('[').next().unwrap();
        if !text.starts_with(prefix) {
            return Some(format!("{at}: {text} does not begin with {prefix}"));
        }
    }
    if let Some(all) = value.as_array() {
        let each = all.iter().enumerate();
        return each
            .filter_map(|(n, one)| wrong(whole, &schema["items"], one, &format!("{at}[{n}]")))
            .next();
    }
    value.as_object().and_then(|object| wrong_in(whole, schema, object, at))
}

fn wrong_in(
    whole: &Value,
    schema: &Value,
    object: &Map<String, Value>,
    at: &str,
) -> Option<String> {
    let fields = schema["properties"].as_object();
    for name in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !object.contains_key(name) {
            return Some(format!("{at}: no {name}"));
        }
    }
    for (name, value) in object {
        match fields.and_then(|fields| fields.get(name)) {
            Some(field) => {
                if let Some(what) = wrong(whole, field, value, &format!("{at}.{name}")) {
                    return Some(what);
                }
            }
            None if schema["additionalProperties"] == json!(false) => {
                return Some(format!("{at}: {name} is not declared"));
            }
            None => {}
        }
    }
    None
}

/// A value of the declared shape.
pub fn valid(whole: &Value, schema: &Value, dice: &mut Seeded) -> Value {
    let schema = resolved(whole, schema);
    if let Some(any) = schema["anyOf"].as_array() {
        return if dice.in_a_hundred(40) { Value::Null } else { valid(whole, &any[0], dice) };
    }
    if let Some(words) = schema["enum"].as_array() {
        return dice.one(words).clone();
    }
    if let Some(fields) = schema["properties"].as_object() {
        let all = fields.iter().map(|(name, s)| (name.clone(), valid(whole, s, dice)));
        return Value::Object(all.collect());
    }
    match schema["type"].as_str() {
        Some("integer") => json!(*dice.one(&[1, 2, 10, 900, 12_000, 99_000])),
        Some("boolean") => json!(dice.in_a_hundred(50)),
        Some("array") => json!([]),
        _ => match schema["pattern"].as_str() {
            Some(pattern) => {
                let prefix = pattern.trim_start_matches('^').split('[').next().unwrap();
                json!(format!("{prefix}{:026}", dice.below(1_000_000)))
            }
            None => {
                json!(*dice.one(&["bazaar", "words", "Asia/Tokyo", "https://shop.example.jp/9"]))
            }
        },
    }
}

/// Whatever a program may send by mistake or by malice.
pub fn nonsense(dice: &mut Seeded) -> Value {
    match dice.below(12) {
        0 => Value::Null,
        1 => json!(-1),
        2 => json!(i64::MAX),
        3 => json!(i64::MIN),
        4 => json!(1.5),
        5 => json!(u64::MAX),
        6 => json!("'; DROP TABLE bid; --"),
        7 => json!("\u{0}\r\nSet-Cookie: a=b"),
        8 => json!("{{7*7}}<script>\u{202e}落札"),
        9 => json!("x".repeat(3_000)),
        10 => json!([[[{ "a": [] }]]]),
        _ => json!({ "member": "mbr_1", "is_admin": true }),
    }
}
