use kernel::Span;
use members::News;
use web::{Browser, Page};

use crate::device::{self, Device};
use crate::house::{House, PASSWORD, each, enter, join};
use crate::provider::{Flaw, Person, Provider, asked, way};

const MIKA: Person = Person { subject: "Mika-1", mail: Some(("mika@elsewhere.test", true)) };

/// Signs in there and comes back.
async fn comes_back(house: &House<'_>, browser: &mut Browser, person: Person, flaw: Flaw) -> Page {
    let way = way(browser).await;
    let back = Provider::running().signs_in(&way, person, flaw, house.db.now());
    browser.get(&back).await
}

fn field(page: &Page, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.body.split_once(&mark).unwrap_or_else(|| panic!("{}", page.body));
    rest.split('"').next().unwrap().to_owned()
}

/// Sends the form of a new account.
async fn joins(browser: &mut Browser, page: &Page, handle: &str, more: &[(&str, &str)]) -> Page {
    let (ceremony, told) = (field(page, "ceremony"), field(page, "told"));
    let mut fields = vec![("ceremony", ceremony.as_str()), ("told", &told), ("handle", handle)];
    fields.extend(more);
    browser.send("/sign-up/linked", &fields).await
}

/// A member who joined by a sign-in elsewhere, and has no password.
async fn joined(house: &House<'_>, handle: &str) -> Browser {
    let mut browser = house.browser();
    let page = comes_back(house, &mut browser, MIKA, Flaw::None).await;
    let page = joins(&mut browser, &page, handle, &[("then", "/mine")]).await;
    assert_eq!(page.goes_to(), Some("/mine"), "{}", page.body);
    browser
}

/// Links a sign-in elsewhere to whoever is signed in.
async fn links(house: &House<'_>, browser: &mut Browser, person: Person) -> Page {
    let provider = Provider::running();
    browser.get("/account/linked").await;
    let fields = [("provider", "elsewhere"), ("password", PASSWORD)];
    let page = browser.send("/account/linked", &fields).await;
    let (_, rest) =
        page.body.split_once("href=\"http://127").unwrap_or_else(|| panic!("{}", page.body));
    let way = format!("http://127{}", rest.split('"').next().unwrap()).replace("&amp;", "&");
    let back = provider.signs_in(&way, person, Flaw::None, house.db.now());
    browser.get(&back).await
}

/// The same, somebody at the provider.
pub async fn links_mika(house: &House<'_>, browser: &mut Browser) {
    let page = links(house, browser, MIKA).await;
    assert_eq!(page.goes_to(), Some("/account/linked"), "{}", page.body);
}

fn only(body: &str) -> String {
    let (_, rest) = body.split_once("/account/linked/lnk_").unwrap_or_else(|| panic!("{body}"));
    format!("/account/linked/lnk_{}", rest.split('"').next().unwrap())
}

#[test]
fn somebody_joins_by_a_sign_in_elsewhere_and_comes_back_by_it() {
    each(async |house| {
        let mut browser = house.browser();
        assert!(browser.get("/sign-in").await.says("Sign in with Elsewhere"));
        let page = comes_back(house, &mut browser, MIKA, Flaw::None).await;
        assert!(page.says("mika@elsewhere.test") && page.says("Nobody is known here"));
        let refused = joins(&mut browser, &page, "x", &[]).await;
        assert!(refused.status == 422 && refused.says("value=\"x\""), "{}", refused.body);
        let refused = joins(&mut browser, &refused, "mika", &[("then", "/mine")]).await;
        assert_eq!(refused.goes_to(), Some("/mine"), "{}", refused.body);
        browser.get("/account").await;
        let again = joins(&mut browser, &page, "mika2", &[]).await;
        assert_eq!(again.status, 410, "the form is good once");
        let account = browser.get("/account").await;
        assert!(account.says("mika@elsewhere.test") && account.says("You have no password"));
        let mut door = house.browser();
        let page = comes_back(house, &mut door, MIKA, Flaw::None).await;
        assert_eq!(page.goes_to(), Some("/mine"), "{}", page.body);
        let list = door.get("/account/linked").await;
        assert!(list.says("Elsewhere") && list.says("mika.there") && list.says("last used"));
        assert_eq!(enter(&mut house.browser(), "mika", "").await.status, 422);
        // Another person of the provider is another person, even if only a letter's case differs.
        let other = Person { subject: "mika-1", mail: None };
        let page = comes_back(house, &mut house.browser(), other, Flaw::None).await;
        assert!(page.says("Nobody is known here"), "{}", page.body);
    });
}

#[test]
fn an_address_is_believed_when_the_provider_vouches_for_it_and_never_links_by_itself() {
    each(async |house| {
        house.proved("mika").await;
        let same = Person { subject: "m", mail: Some(("mika@example.test", true)) };
        let mut browser = house.browser();
        let page = comes_back(house, &mut browser, same.clone(), Flaw::None).await;
        let page = joins(&mut browser, &page, "mika2", &[]).await;
        assert!(page.status == 409 && page.says("There is an account with your e-mail"));
        assert_eq!(browser.get("/account").await.status, 303, "nobody is signed in");
        let unproved = Person { subject: "n", mail: Some(("noa@elsewhere.test", false)) };
        let mut browser = house.browser();
        let page = comes_back(house, &mut browser, unproved, Flaw::None).await;
        assert!(!page.says("noa@elsewhere.test"), "{}", page.body);
        let refused = joins(&mut browser, &page, "noa", &[("mail", "no address")]).await;
        assert!(refused.status == 422 && refused.says("mail-wrong"), "{}", refused.body);
        let page = joins(&mut browser, &refused, "noa", &[("mail", "noa@example.test")]).await;
        assert_eq!(page.status, 303, "{}", page.body);
        assert!(browser.get("/account").await.says("A letter went to"));
        let told = house.news().await;
        assert!(told.iter().any(|news| matches!(news, News::ProveMail { .. })), "{told:?}");
    });
}

#[test]
fn whoever_is_signed_in_links_and_unlinks_and_is_told() {
    each(async |house| {
        let mut mika = house.joined("mika").await;
        house.news().await;
        mika.get("/account/linked").await;
        let fields = [("provider", "elsewhere"), ("password", "wrong one")];
        assert_eq!(mika.send("/account/linked", &fields).await.status, 422);
        let page = links(house, &mut mika, MIKA).await;
        assert_eq!(page.goes_to(), Some("/account/linked"), "{}", page.body);
        let told = house.news().await;
        assert!(matches!(told[..], [News::LinkedSignIn { .. }]), "{told:?}");
        let page = links(house, &mut mika, MIKA).await;
        assert_eq!(page.goes_to(), Some("/account/linked"), "once is enough");
        assert!(house.news().await.is_empty());
        let mut other = house.joined("other").await;
        let page = links(house, &mut other, MIKA).await;
        assert!(page.status == 409 && page.says("opens another account"), "{}", page.body);
        let path = only(&mika.get("/account/linked").await.body);
        let removal = format!("{path}/removal");
        assert_eq!(other.get(&path).await.status, 404);
        assert_eq!(other.send(&removal, &[("password", PASSWORD)]).await.status, 404);
        assert!(mika.get(&path).await.says("opens your account no more"));
        assert_eq!(mika.send(&removal, &[("password", "wrong one")]).await.status, 422);
        assert_eq!(mika.send(&removal, &[("password", PASSWORD)]).await.status, 303);
        let page = comes_back(house, &mut house.browser(), MIKA, Flaw::None).await;
        assert!(page.says("Nobody is known here"), "{}", page.body);
        assert_eq!(links(house, &mut other, MIKA).await.status, 303, "it is free again");
    });
}

#[test]
fn the_last_way_in_stays_until_there_is_another() {
    each(async |house| {
        let mut mika = joined(house, "mika").await;
        let path = only(&mika.get("/account/linked").await.body);
        let removal = format!("{path}/removal");
        let page = mika.send(&removal, &[]).await;
        assert!(page.status == 409 && page.says("the only way to sign in"), "{}", page.body);
        let mut phone = Device::new();
        assert_eq!(
            device::add(&mut mika, &mut phone, "/account/passkeys", "phone", "").await.status,
            303
        );
        mika.get(&path).await;
        house.bench.clock.forward(Span::minutes(20));
        let page = mika.send(&removal, &[]).await;
        assert!(page.status == 403 && page.says("Sign in once more"), "{}", page.body);
        let mut door = house.browser();
        assert_eq!(device::enter(&mut door, &mut phone, "/sign-in").await.status, 303);
        door.get(&path).await;
        assert_eq!(door.send(&removal, &[]).await.status, 303, "a fresh sign-in");
        let page = door.get("/account/passkeys").await;
        let (_, rest) = page.body.split_once("/account/passkeys/pky_").unwrap();
        let key = format!("/account/passkeys/pky_{}", rest.split('"').next().unwrap());
        let page = door.send(&format!("{key}/removal"), &[]).await;
        assert_eq!(page.status, 409, "{}", page.body);
    });
}

#[test]
fn a_second_factor_is_asked_for_after_a_sign_in_elsewhere_too() {
    each(async |house| {
        let (mut mika, codes) = crate::factor::with_app(house).await;
        assert_eq!(links(house, &mut mika, MIKA).await.status, 303);
        let mut door = house.browser();
        let page = comes_back(house, &mut door, MIKA, Flaw::None).await;
        assert!(page.says("Second step"), "{}", page.body);
        assert!(!door.cookies().contains_key("daiko-session"));
        let half = field(&page, "half");
        let page = door.send("/sign-in/code", &[("half", &half), ("code", &codes[0])]).await;
        assert_eq!(page.status, 303, "{}", page.body);
    });
}

#[test]
fn a_token_that_is_not_meant_so_is_refused_by_name() {
    each(async |house| {
        let table = [
            (Flaw::Nonce, "belongs to another sign-in"),
            (Flaw::Audience, "meant for another house"),
            (Flaw::Issuer, "comes from another site"),
            (Flaw::Expired, "has lapsed"),
            (Flaw::Signature, "not signed as it should be"),
            (Flaw::NoToken, "cannot be read"),
        ];
        for (flaw, says) in table {
            let mut browser = house.browser();
            let page = comes_back(house, &mut browser, MIKA, flaw).await;
            assert!(page.status == 422 && page.says(says), "{flaw:?}: {}", page.body);
        }
    });
}

#[test]
fn a_state_is_good_once_in_its_own_browser_and_in_time() {
    each(async |house| {
        let provider = Provider::running();
        let (mut mika, mut other) = (house.browser(), house.browser());
        other.get("/sign-in").await;
        let sent = way(&mut mika).await;
        let back = provider.signs_in(&sent, MIKA, Flaw::None, house.db.now());
        assert_eq!(other.get(&back).await.status, 410, "another browser");
        assert_eq!(mika.get(&back.replace("elsewhere", "nowhere")).await.status, 410);
        let sent = way(&mut mika).await;
        let back = provider.signs_in(&sent, MIKA, Flaw::None, house.db.now());
        assert_eq!(mika.get(&back).await.status, 200);
        assert_eq!(mika.get(&back).await.status, 410, "replayed");
        let sent = way(&mut mika).await;
        let back = provider.signs_in(&sent, MIKA, Flaw::None, house.db.now());
        house.bench.clock.forward(Span::minutes(11));
        assert_eq!(mika.get(&back).await.status, 410, "lapsed");
        let (_, rest) = back.split_once("state=").unwrap();
        let forged = back.replace(rest, &format!("{}00", &rest[..rest.len() - 2]));
        assert_eq!(mika.get(&forged).await.status, 410);
        assert_eq!(mika.get("/linked/elsewhere/callback").await.status, 410);
    });
}

#[test]
fn a_code_without_its_verifier_or_of_another_sign_in_is_refused_by_name() {
    each(async |house| {
        let provider = Provider::running();
        let mut mika = house.browser();
        // Somebody else's code, put into one's own way back.
        let stolen = way(&mut house.browser()).await;
        let stolen = provider.signs_in(&stolen, MIKA, Flaw::None, house.db.now());
        let own = way(&mut mika).await;
        let state = asked(&own)["state"].clone();
        let code = stolen.split(['=', '&']).nth(1).unwrap();
        let page = mika.get(&format!("/linked/elsewhere/callback?code={code}&state={state}")).await;
        assert!(page.status == 422 && page.says("did not take back"), "{}", page.body);
        // A provider that got no challenge in the first place holds to the verifier all the same.
        let bare = way(&mut mika).await;
        let challenge = asked(&bare)["code_challenge"].clone();
        let bare = bare.replace(&challenge, "none");
        let back = provider.signs_in(&bare, MIKA, Flaw::None, house.db.now());
        let page = mika.get(&back).await;
        assert!(page.status == 422 && page.says("did not take back"), "{}", page.body);
        let state = asked(&way(&mut mika).await)["state"].clone();
        let said = format!("/linked/elsewhere/callback?error=access_denied&state={state}");
        let page = mika.get(&said).await;
        assert!(page.status == 422 && page.says("or you declined"), "{}", page.body);
    });
}

#[test]
fn a_provider_that_is_away_or_not_set_up_is_said_to_be() {
    each(async |house| {
        let mut browser = house.browser();
        let page = browser.get("/sign-in/with/nowhere").await;
        assert!(page.status == 503 && page.says("cannot be reached"), "{}", page.body);
        assert_eq!(browser.get("/sign-in/with/nobody").await.status, 404);
        assert_eq!(browser.get("/linked/nobody/callback?state=x&code=y").await.status, 404);
    });
}

#[test]
fn what_a_provider_tells_lies_sealed_and_goes_with_the_account() {
    each(async |house| {
        let mut mika = joined(house, "mika").await;
        mika.get("/account/closing").await;
        let page = mika.send("/account/closing", &[("sure", "yes")]).await;
        assert_eq!(page.goes_to(), Some("/"), "{}", page.body);
        let page = comes_back(house, &mut house.browser(), MIKA, Flaw::None).await;
        assert!(page.says("Nobody is known here"), "{}", page.body);
        let mut anew = house.browser();
        assert_eq!(join(&mut anew, "another", PASSWORD).await.status, 303);
    });
}
