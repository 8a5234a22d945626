//! What a browser really keeps and asks for: nothing at a first visit; a choice made, refused and
//! changed; a browser that objects for its owner. With our script and without.

use serde_json::{Value, json};

use crate::demo::Demo;
use crate::driver::Driver;
use crate::lands;

async fn cookies(driver: &Driver) -> Vec<String> {
    let kept = driver.devtools("Network.getAllCookies", json!({})).await;
    let all = kept["cookies"].as_array().unwrap_or_else(|| panic!("{kept}"));
    all.iter().map(|cookie| cookie["name"].as_str().unwrap().to_owned()).collect()
}

/// The addresses that were asked since the log was read last.
async fn asked(driver: &Driver) -> Vec<String> {
    let entries = driver.log("performance").await.into_iter();
    let messages = entries.map(|entry| -> Value {
        serde_json::from_str(entry["message"].as_str().unwrap()).unwrap()
    });
    messages
        .filter(|message| message["message"]["method"] == "Network.requestWillBeSent")
        .map(|message| message["message"]["params"]["request"]["url"].as_str().unwrap().to_owned())
        .collect()
}

pub async fn cookies_and_signals(driver: &Driver, demo: &Demo) {
    driver.devtools("Network.enable", json!({})).await;
    for scripts in [false, true] {
        driver.devtools("Network.clearBrowserCookies", json!({})).await;
        driver.scripts(scripts).await;
        first_visit(driver, demo, scripts).await;
        language(driver, demo).await;
        choices(driver, demo).await;
        signal(driver, demo).await;
    }
    driver.devtools("Network.setExtraHTTPHeaders", json!({ "headers": {} })).await;
    driver.devtools("Network.clearBrowserCookies", json!({})).await;
    driver.scripts(true).await;
}

async fn first_visit(driver: &Driver, demo: &Demo, scripts: bool) {
    let _: Vec<String> = asked(driver).await;
    for path in ["/", "/search?q=&kind=auction", "/privacy", "/privacy?version=all", "/figures"] {
        driver.open(&format!("{}{path}", demo.house)).await;
        assert_eq!(cookies(driver).await, Vec::<String>::new(), "{path}, script: {scripts}");
    }
    let urls = asked(driver).await;
    assert!(urls.len() >= 5, "{urls:?}");
    for url in &urls {
        assert!(url.starts_with(&demo.house) || url.starts_with("data:"), "{url}: {scripts}");
    }
}

/// The one cookie that is a choice: it comes with the choice, and nothing else does.
async fn language(driver: &Driver, demo: &Demo) {
    driver.open(&format!("{}/", demo.house)).await;
    driver.click("a[href^='/language/ja']").await;
    lands(driver, "lang=\"ja\"").await;
    assert_eq!(cookies(driver).await, ["daiko-language"]);
    driver.click("a[href^='/language/en']").await;
    lands(driver, "lang=\"en\"").await;
    assert_eq!(cookies(driver).await, ["daiko-language"]);
}

/// A consent given, taken back and given again: one click each, at buttons of the same kind.
async fn choices(driver: &Driver, demo: &Demo) {
    driver.open(&format!("{}/sign-in", demo.house)).await;
    driver.fill("[name=handle]", "chen").await;
    driver.fill("[name=password]", daiko::demo::PASSWORD).await;
    driver.click("main form[action='/sign-in'] button").await;
    lands(driver, "Your account").await;
    let form = "form:has([name=choice][value=magazine])";
    let page = format!("{}/me/privacy", demo.house);
    for word in ["yes", "no", "yes", "no"] {
        driver.open(&page).await;
        let asks = format!("{form}:has([name=on][value={word}])");
        driver.click(&format!("{asks} button")).await;
        lands(driver, "Your choice is on record").await;
    }
}

/// `Sec-GPC: 1` is an objection; a decision of one's own afterwards stands, whatever it says.
async fn signal(driver: &Driver, demo: &Demo) {
    let page = format!("{}/me/privacy", demo.house);
    let is_on = "form:has([name=choice][value=partners_stop]):has([name=on][value=no]) button";
    let is_off = "form:has([name=choice][value=partners_stop]):has([name=on][value=yes]) button";
    let headers = json!({ "headers": { "Sec-GPC": "1" } });
    driver.devtools("Network.setExtraHTTPHeaders", headers).await;
    driver.open(&format!("{}/.well-known/gpc.json", demo.house)).await;
    assert!(driver.source().await.contains("\"gpc\":true"));
    driver.open(&page).await;
    driver.open(&page).await;
    let objects = driver.has(is_on).await;
    if !objects {
        // The second time round it was decided by hand already, and that stands.
        assert!(driver.has(is_off).await);
        driver.click(is_off).await;
        lands(driver, "Your choice is on record").await;
        driver.open(&page).await;
    }
    driver.click(is_on).await;
    lands(driver, "Your choice is on record").await;
    driver.open(&page).await;
    driver.open(&page).await;
    assert!(driver.has(is_off).await, "the signal does not overrule its owner");
    driver.devtools("Network.setExtraHTTPHeaders", json!({ "headers": {} })).await;
}
