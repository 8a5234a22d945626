use serde_json::{Map, Value, json};

use super::call::said;
use super::{Operation, Scope, Shapes};
use crate::Cx;
use crate::stop::Show;
use kernel::Word;

pub(crate) async fn show(cx: Cx) -> Show {
    Ok(said(document(&cx.0.web.0.operations).to_string()))
}

/// The whole API as OpenAPI 3.1, made of the operations' own declarations.
pub(crate) fn document(operations: &[Operation]) -> Value {
    let mut shapes = Shapes::new();
    let mut paths: Map<String, Value> = Map::new();
    for operation in operations {
        let one = described(operation, &mut shapes);
        let path = paths.entry(operation.path).or_insert_with(|| json!({}));
        path[operation.method.as_str().to_ascii_lowercase()] = one;
    }
    let mut schemas: Map<String, Value> =
        shapes.into_iter().map(|(name, shape)| (name.to_owned(), shape)).collect();
    schemas.insert("Problem".to_owned(), problem());
    let scopes: Vec<&str> = Scope::ALL.iter().map(|scope| scope.word()).collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "daiko",
            "version": "1",
            "description": "The same acts as the pages, for a member's own programs.",
        },
        "servers": [{ "url": "/" }],
        "security": [{ "key": [] }],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": { "key": {
                "type": "http",
                "scheme": "bearer",
                "description": format!("A key made at /account/tokens, for some of: {}.", scopes.join(", ")),
            } },
        },
    })
}

fn described(operation: &Operation, shapes: &mut Shapes) -> Value {
    let mut parameters: Vec<Value> = operation
        .names()
        .map(|name| {
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "maxLength": 100 } })
        })
        .collect();
    parameters.extend(operation.query.iter().map(|(name, what)| {
        json!({ "name": name, "in": "query", "description": what, "schema": { "type": "string" } })
    }));
    if operation.is_change() {
        parameters.push(json!({
            "name": "Idempotency-Key", "in": "header", "required": true,
            "description": "The same key with the same request within a day gets the same answer, and the change happens once. A refusal changed nothing and is not kept: under its key the same request, or another, may be sent again.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 100, "pattern": "^[!-~]+$" },
        }));
    }
    let answer = answer(operation, shapes);
    let mut responses = Map::new();
    for status in operation.statuses() {
        let content = if status == 200 {
            json!({ "application/json": { "schema": answer } })
        } else {
            json!({ "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } })
        };
        let what = axum::http::StatusCode::from_u16(status).ok();
        let what = what.and_then(|s| s.canonical_reason()).unwrap_or("Refused");
        responses.insert(status.to_string(), json!({ "description": what, "content": content }));
    }
    let mut whole = json!({
        "operationId": operation.id,
        "summary": operation.says,
        "security": [{ "key": [operation.scope.word()] }],
        "parameters": parameters,
        "responses": responses,
    });
    if let Some(asks) = operation.asks {
        whole["requestBody"] = json!({ "required": true, "content": { "application/json": { "schema": asks(shapes) } } });
    }
    whole
}

pub(super) fn answer(operation: &Operation, shapes: &mut Shapes) -> Value {
    let one = (operation.answers)(shapes);
    if !operation.in_pages {
        return one;
    }
    json!({
        "type": "object",
        "properties": {
            "rows": { "type": "array", "items": one },
            "next": { "type": ["string", "null"], "description": "The cursor of the next page, if there is one." },
        },
        "required": ["rows", "next"],
        "additionalProperties": false,
    })
}

// RFC 9457.
fn problem() -> Value {
    json!({
        "type": "object",
        "description": "A problem as RFC 9457 has it. `code` is stable and `args` holds what the sentence names; `title` and `detail` are for people, in the language the request accepts, else in the member's.",
        "properties": {
            "type": { "type": "string" },
            "title": { "type": "string" },
            "detail": { "type": "string" },
            "status": { "type": "integer" },
            "instance": { "type": "string" },
            "code": { "type": "string" },
            "args": { "type": "object" },
        },
        "required": ["type", "title", "detail", "status", "instance"],
    })
}
