use kernel::Word;
use maud::{Markup, html};
use serde_json::Value;

use super::openapi::answer;
use super::{Operation, Shapes};
use crate::stop::Show;
use crate::{Cx, Language, parts};

// The same in every language.
const TITLE: &str = "API";
const OPENAPI: &str = "OpenAPI 3.1";
const ROWS: (&str, &str) = ("{ rows: [", "], next }");
// What the operations say of themselves is the OpenAPI's text, in one language for all programs.
const REFERENCE: &str = "en";
const OR_NULL: &str = "| null";

/// The API, readable: every operation with what it asks, answers and refuses, and every shape.
pub(crate) async fn show(cx: Cx) -> Show {
    let operations = &cx.0.web.0.operations;
    let mut shapes = Shapes::new();
    let listed: Vec<Markup> = operations.iter().map(|o| one(&cx, o, &mut shapes)).collect();
    cx.show(
        TITLE,
        html! {
            h1 { (TITLE) }
            p { (cx.t("web-api-what")) }
            @if cx.language() != Language::English { p.notice { (cx.t("web-api-english")) } }
            p { (cx.t("web-api-keys")) " " a href="/account/tokens" { (cx.t("web-tokens")) } " · "
                a href="/api/v1/openapi.json" { (OPENAPI) } }
            p { (cx.t("web-api-changes")) }
            p { (cx.t("web-api-pages")) }
            p { (cx.t("web-api-problems")) }
            @for operation in listed { (operation) }
            h2 { (cx.t("web-api-shapes")) }
            @for (name, shape) in &shapes { (shape_card(name, shape)) }
        },
    )
}

fn one(cx: &Cx, operation: &Operation, shapes: &mut Shapes) -> Markup {
    let answers = named(&answer(operation, shapes));
    let asks = operation.asks.map(|asks| asks(shapes));
    let statuses: Vec<String> = operation.statuses().iter().map(u16::to_string).collect();
    html! {
        section.card id=(operation.id) {
            h2 { code { (operation.method) " " (operation.path) } }
            p lang=(REFERENCE) { (operation.says) }
            (parts::facts(&[
                (cx.t("web-api-scope"), html! { code { (operation.scope.word()) } }),
                (cx.t("web-api-query"), html! {
                    @for (name, what) in &operation.query {
                        code { (name) } " " span lang=(REFERENCE) { (what) } br;
                    }
                }),
                (cx.t("web-api-asks"), html! { @if let Some(asks) = &asks { (named(asks)) } }),
                (cx.t("web-api-answers"), answers),
                (cx.t("web-api-statuses"), html! { (statuses.join(", ")) }),
            ]))
            pre { code { (example(operation, asks.as_ref(), shapes)) } }
        }
    }
}

// What one types to try it.
fn example(operation: &Operation, asks: Option<&Value>, shapes: &Shapes) -> String {
    let mut lines =
        format!("curl -H \"Authorization: Bearer $KEY\" \\\n  $HOUSE{}", operation.path);
    if operation.is_change() {
        lines.push_str(" \\\n  -X POST -H \"Idempotency-Key: $(uuidgen)\"");
    }
    if let Some(asks) = asks {
        let body = sample(asks, shapes).to_string();
        lines.push_str(&format!(" \\\n  -H \"Content-Type: application/json\" \\\n  -d '{body}'"));
    }
    lines
}

/// A value of this schema, as an example.
fn sample(schema: &Value, shapes: &Shapes) -> Value {
    if let Some(name) = schema["$ref"].as_str().and_then(|way| way.rsplit('/').next()) {
        return shapes.get(name).map_or(Value::Null, |shape| sample(shape, shapes));
    }
    if let Some(words) = schema["enum"].as_array() {
        return words.first().cloned().unwrap_or_default();
    }
    if let Some(fields) = schema["properties"].as_object() {
        let fields = fields.iter().filter(|(_, s)| s["anyOf"].is_null());
        return Value::Object(fields.map(|(n, s)| (n.clone(), sample(s, shapes))).collect());
    }
    match schema["type"].as_str() {
        Some("integer") => Value::from(1_200),
        Some("boolean") => Value::Bool(true),
        Some("array") => Value::Array(Vec::new()),
        Some("string") => Value::from("…"),
        _ => Value::Null,
    }
}

fn named(schema: &Value) -> Markup {
    let name = |schema: &Value| {
        schema["$ref"].as_str().and_then(|way| way.rsplit('/').next()).map(str::to_owned)
    };
    let rows = &schema["properties"]["rows"]["items"];
    html! {
        @if let Some(name) = name(schema) {
            a href={ "#shape-" (name) } { code { (name) } }
        } @else if let Some(name) = name(rows) {
            code { (ROWS.0) a href={ "#shape-" (name) } { (name) } (ROWS.1) }
        } @else {
            code { (schema["type"].as_str().unwrap_or("")) }
        }
    }
}

fn shape_card(name: &str, shape: &Value) -> Markup {
    let fields = shape["properties"].as_object();
    html! {
        section.card id={ "shape-" (name) } {
            h3 { code { (name) } }
            p lang=(REFERENCE) { (shape["description"].as_str().unwrap_or("")) }
            dl.facts {
                @for (field, schema) in fields.into_iter().flatten() {
                    div {
                        dt { code { (field) } }
                        dd {
                            span lang=(REFERENCE) { (schema["description"].as_str().unwrap_or("")) }
                            " " (kind(schema))
                        }
                    }
                }
            }
        }
    }
}

fn kind(schema: &Value) -> Markup {
    let inner = schema["anyOf"].as_array().and_then(|all| all.first());
    html! {
        @if let Some(inner) = inner {
            (kind(inner)) " " code { (OR_NULL) }
        } @else if schema["items"].is_object() {
            code { "[ ]" } " " (kind(&schema["items"]))
        } @else if let Some(words) = schema["enum"].as_array() {
            code { (words.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" | ")) }
        } @else {
            (named(schema))
        }
    }
}
