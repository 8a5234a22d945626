//! A passkey in a real browser: made, named, used instead of a password and a code. The device is
//! the browser's own virtual authenticator.

use serde_json::{Value, json};

use crate::demo::Demo;
use crate::driver::Driver;
use crate::lands;

/// Where browsers make passkeys: at a name, even on this machine.
pub fn at_a_name(demo: &Demo) -> String {
    demo.house.replace("127.0.0.1", "localhost")
}

pub async fn passkeys(driver: &Driver, demo: &Demo) {
    let house = at_a_name(demo);
    let device = driver.authenticator(device()).await;
    driver.scripts(false).await;
    driver.open(&format!("{house}/sign-in")).await;
    let bare = driver.source().await;
    assert!(bare.contains("Passkeys need a browser that knows them"), "without our script");
    assert!(bare.contains("<div hidden=\"\" data-passkey=\"get\""), "{bare}");
    driver.scripts(true).await;
    driver.open(&format!("{house}/sign-in")).await;
    driver.fill("[name=handle]", "alice").await;
    driver.fill("[name=password]", daiko::demo::PASSWORD).await;
    driver.click("main form[action='/sign-in'] button").await;
    lands(driver, "Your account").await;
    driver.open(&format!("{house}/account/passkeys")).await;
    driver.fill("[name=label]", "my computer").await;
    driver.fill("[name=password]", "not it at all").await;
    driver.click("[data-passkey=create] button").await;
    lands(driver, "That is not your password now.").await;
    driver.fill("[name=password]", daiko::demo::PASSWORD).await;
    driver.click("[data-passkey=create] button").await;
    lands(driver, "The passkey opens your account from now on.").await;
    driver.click("header form[action='/sign-out'] button").await;
    lands(driver, "/sign-up").await;
    driver.open(&format!("{house}/sign-in?then=/account/passkeys")).await;
    driver.click("[data-passkey=get] button").await;
    let list = lands(driver, "my computer").await;
    assert!(list.contains("last used") && !list.contains("not used yet"), "{list}");
    driver.click("header form[action='/sign-out'] button").await;
    lands(driver, "/sign-up").await;
    driver.no_authenticator(&device).await;
    staff(driver, &house).await;
}

/// A device that asks its person who they are.
fn device() -> Value {
    json!({
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": true,
        "hasUserVerification": true, "isUserVerified": true,
    })
}

/// The same for somebody who works here, who signs in with a code until then.
async fn staff(driver: &Driver, house: &str) {
    driver.authenticator(device()).await;
    driver.open(&format!("{house}/demo/codes")).await;
    let codes = driver.source().await;
    let (_, row) = codes.split_once(">buyer</dt>").unwrap_or_else(|| panic!("{codes}"));
    let (_, code) = row.split_once("<code>").unwrap();
    let code = code.split('<').next().unwrap().to_owned();
    driver.open(&format!("{house}/staff/sign-in")).await;
    driver.fill("[name=handle]", "buyer").await;
    driver.fill("[name=password]", daiko::demo::PASSWORD).await;
    driver.click("main form[action='/staff/sign-in'] button").await;
    lands(driver, "name=\"code\"").await;
    driver.fill("[name=code]", &code).await;
    driver.click("main form[action='/staff/sign-in/code'] button").await;
    lands(driver, "You work here as").await;
    driver.open(&format!("{house}/staff/account/passkeys")).await;
    driver.fill("[name=label]", "the desk").await;
    driver.fill("[name=password]", daiko::demo::PASSWORD).await;
    driver.click("[data-passkey=create] button").await;
    lands(driver, "The passkey opens your account from now on.").await;
    driver.click("header form[action='/staff/sign-out'] button").await;
    lands(driver, "/staff/sign-in").await;
    driver.open(&format!("{house}/staff/sign-in?then=/staff/account/passkeys")).await;
    driver.click("[data-passkey=get] button").await;
    let list = lands(driver, "the desk").await;
    assert!(list.contains("last used"), "no code was asked for: {list}");
}
