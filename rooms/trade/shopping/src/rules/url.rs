use crate::ShoppingRefusal;

/// A page of a shop, as far as its address tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopPage {
    /// The marketplace's word, or the host for a shop nobody knows.
    pub shop: String,
    /// The item there, when the address names it.
    pub item: Option<String>,
    /// The address, without what only tracks people.
    pub url: String,
}

const LONGEST: usize = 2_000;
/// Parameters that say where a reader came from and nothing about the page.
const TRACKING: &[&str] = &[
    "fbclid", "gclid", "yclid", "msclkid", "igshid", "ref", "ref_", "tag", "afid", "sc_i", "sc_e",
    "rafcid", "lid", "source", "_trksid",
];

/// Reads the address of a shop's page: which marketplace, which item, and the plain address.
/// Unknown shops are fine; what is not a public https page is refused by name.
pub fn read_url(typed: &str) -> Result<ShopPage, ShoppingRefusal> {
    let typed = typed.trim();
    let odd = typed.is_empty()
        || typed.len() > LONGEST
        || typed.chars().any(|c| c.is_whitespace() || c.is_control() || c == '\\');
    if odd {
        return Err(ShoppingRefusal::BadUrl);
    }
    let (scheme, rest) = typed.split_once("://").ok_or(ShoppingRefusal::BadUrl)?;
    if !scheme.eq_ignore_ascii_case("https") {
        return Err(ShoppingRefusal::NotHttps);
    }
    let rest = rest.split('#').next().unwrap_or(rest);
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    if authority.contains('@') {
        return Err(ShoppingRefusal::UrlCredentials);
    }
    let host = host(authority)?;
    let (path, query) = tail.split_once('?').unwrap_or((tail, ""));
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if let Some((shop, item, url)) = recognise(&host, &parts) {
        return Ok(ShopPage { shop: shop.into(), item: Some(item), url });
    }
    let path = if path.is_empty() { "/" } else { path };
    let url = format!("https://{host}{path}{}", kept(query));
    Ok(ShopPage { shop: host, item: None, url })
}

// A public name: letters, digits, hyphens, at least two labels, the last of letters. That leaves
// out bare numbers, names of the operator's own network and ports.
fn host(authority: &str) -> Result<String, ShoppingRefusal> {
    let name = authority.strip_suffix(":443").unwrap_or(authority).trim_end_matches('.');
    let name = name.to_ascii_lowercase();
    let labels: Vec<&str> = name.split('.').collect();
    let label_fits = |label: &&str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let last = labels.last().copied().unwrap_or("");
    let public = labels.len() >= 2
        && name.len() <= 253
        && labels.iter().all(label_fits)
        && (last.starts_with("xn--") || last.bytes().all(|b| b.is_ascii_alphabetic()))
        && !matches!(
            last,
            "local" | "localhost" | "internal" | "lan" | "test" | "invalid" | "onion"
        );
    if public { Ok(name) } else { Err(ShoppingRefusal::BadUrl) }
}

fn kept(query: &str) -> String {
    let tracks = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or("").to_ascii_lowercase();
        name.starts_with("utm_") || TRACKING.contains(&name.as_str())
    };
    let kept: Vec<&str> = query.split('&').filter(|p| !p.is_empty() && !tracks(p)).collect();
    if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) }
}

type Known = (&'static str, String, String);

fn recognise(host: &str, parts: &[&str]) -> Option<Known> {
    let known = |shop, item: &str, url: String| Some((shop, item.to_owned(), url));
    match (host, parts) {
        ("auctions.yahoo.co.jp" | "page.auctions.yahoo.co.jp", ["jp", "auction", id])
        | ("aucview.aucfan.com", ["yahoo", id])
        | ("buyee.jp", ["item", "yahoo", "auction", id])
        | ("www.fromjapan.co.jp", ["japan", _, "auction", "yahoo", "input", id])
            if plain(id) =>
        {
            known("yahoo_auctions", id, format!("https://auctions.yahoo.co.jp/jp/auction/{id}"))
        }
        ("jp.mercari.com", ["item", id]) if numbered(id, 'm') => {
            known("mercari", id, format!("https://jp.mercari.com/item/{id}"))
        }
        ("jp.mercari.com", ["shops", "product", id]) if plain(id) => {
            known("mercari_shops", id, format!("https://jp.mercari.com/shops/product/{id}"))
        }
        ("item.rakuten.co.jp", [shop, item]) if plain(shop) && plain(item) => {
            let url = format!("https://item.rakuten.co.jp/{shop}/{item}/");
            known("rakuten", &format!("{shop}/{item}"), url)
        }
        ("store.shopping.yahoo.co.jp", [seller, page]) if plain(seller) => {
            let code = page.strip_suffix(".html").filter(|code| plain(code))?;
            let url = format!("https://store.shopping.yahoo.co.jp/{seller}/{code}.html");
            known("yahoo_shopping", &format!("{seller}/{code}"), url)
        }
        ("www.amazon.co.jp" | "amazon.co.jp", _) => {
            let at = parts.iter().position(|part| *part == "dp").or_else(|| {
                let two = parts.windows(2).position(|pair| pair == ["gp", "product"]);
                two.map(|at| at + 1)
            })?;
            let id = parts.get(at + 1).filter(|id| {
                id.len() == 10 && id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
            })?;
            known("amazon", id, format!("https://www.amazon.co.jp/dp/{id}"))
        }
        ("paypayfleamarket.yahoo.co.jp", ["item", id]) if plain(id) => {
            known("yahoo_fleamarket", id, format!("https://paypayfleamarket.yahoo.co.jp/item/{id}"))
        }
        ("www.suruga-ya.jp", ["product", "detail", id]) if plain(id) => {
            known("surugaya", id, format!("https://www.suruga-ya.jp/product/detail/{id}"))
        }
        _ => None,
    }
}

fn plain(id: &str) -> bool {
    (1..=80).contains(&id.len())
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && !id.starts_with('.')
}

fn numbered(id: &str, letter: char) -> bool {
    id.strip_prefix(letter)
        .is_some_and(|n| (1..=20).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const YAHOO: &str = "https://auctions.yahoo.co.jp/jp/auction/k510836318";
    const AMAZON: &str = "https://www.amazon.co.jp/dp/B00TEST123";

    // (as it is typed, the shop, the item, the plain address)
    const KNOWN: &[(&str, &str, &str, &str)] = &[
        (YAHOO, "yahoo_auctions", "k510836318", YAHOO),
        (
            "https://page.auctions.yahoo.co.jp/jp/auction/k510836318?x=1#top",
            "yahoo_auctions",
            "k510836318",
            YAHOO,
        ),
        ("https://aucview.aucfan.com/yahoo/k510836318/", "yahoo_auctions", "k510836318", YAHOO),
        (
            "https://buyee.jp/item/yahoo/auction/k510836318?lang=en",
            "yahoo_auctions",
            "k510836318",
            YAHOO,
        ),
        (
            "https://www.fromjapan.co.jp/japan/en/auction/yahoo/input/k510836318/",
            "yahoo_auctions",
            "k510836318",
            YAHOO,
        ),
        (
            "HTTPS://JP.MERCARI.COM/item/m12345678901",
            "mercari",
            "m12345678901",
            "https://jp.mercari.com/item/m12345678901",
        ),
        (
            "https://jp.mercari.com/shops/product/2JHbcX",
            "mercari_shops",
            "2JHbcX",
            "https://jp.mercari.com/shops/product/2JHbcX",
        ),
        (
            "https://item.rakuten.co.jp/book/123-4/?s-id=top",
            "rakuten",
            "book/123-4",
            "https://item.rakuten.co.jp/book/123-4/",
        ),
        (
            "https://store.shopping.yahoo.co.jp/seller/code-1.html?sc_i=x",
            "yahoo_shopping",
            "seller/code-1",
            "https://store.shopping.yahoo.co.jp/seller/code-1.html",
        ),
        (
            "https://www.amazon.co.jp/Some-Title/dp/B00TEST123/ref=sr_1?tag=x",
            "amazon",
            "B00TEST123",
            AMAZON,
        ),
        ("https://www.amazon.co.jp/gp/product/B00TEST123", "amazon", "B00TEST123", AMAZON),
        (
            "https://paypayfleamarket.yahoo.co.jp/item/z99",
            "yahoo_fleamarket",
            "z99",
            "https://paypayfleamarket.yahoo.co.jp/item/z99",
        ),
        (
            "https://www.suruga-ya.jp/product/detail/128001",
            "surugaya",
            "128001",
            "https://www.suruga-ya.jp/product/detail/128001",
        ),
    ];

    #[test]
    fn addresses_of_known_shops_become_their_plain_form() {
        for (typed, shop, item, url) in KNOWN {
            let (shop, item) = (String::from(*shop), Some(String::from(*item)));
            let page = ShopPage { shop, item, url: String::from(*url) };
            assert_eq!(read_url(typed), Ok(page), "{typed}");
        }
    }

    #[test]
    fn any_public_shop_is_taken_without_what_tracks_people() {
        let table = [
            ("https://shop.example.jp", "shop.example.jp", "https://shop.example.jp/"),
            (
                "https://shop.example.jp:443/a?id=7&utm_source=x&fbclid=y",
                "shop.example.jp",
                "https://shop.example.jp/a?id=7",
            ),
            ("https://shop.example.jp/a?gclid=1#x", "shop.example.jp", "https://shop.example.jp/a"),
            (
                "https://jp.mercari.com/user/profile/1",
                "jp.mercari.com",
                "https://jp.mercari.com/user/profile/1",
            ),
        ];
        for (typed, shop, url) in table {
            let page = ShopPage { shop: shop.into(), item: None, url: url.into() };
            assert_eq!(read_url(typed), Ok(page), "{typed}");
        }
    }

    #[test]
    fn what_is_no_public_page_is_refused_by_name() {
        let long = format!("https://shop.example.jp/{}", "a".repeat(LONGEST));
        let table = [
            ("", ShoppingRefusal::BadUrl),
            ("camera", ShoppingRefusal::BadUrl),
            ("shop.example.jp/a", ShoppingRefusal::BadUrl),
            ("https://", ShoppingRefusal::BadUrl),
            ("https://shop", ShoppingRefusal::BadUrl),
            ("https://127.0.0.1/admin", ShoppingRefusal::BadUrl),
            ("https://[::1]/", ShoppingRefusal::BadUrl),
            ("https://shop.example.jp:8443/", ShoppingRefusal::BadUrl),
            ("https://printer.local/", ShoppingRefusal::BadUrl),
            ("https://-a.jp/", ShoppingRefusal::BadUrl),
            ("https://shop.example.jp/a b", ShoppingRefusal::BadUrl),
            ("https://shop.example.jp\\@evil.jp/", ShoppingRefusal::BadUrl),
            (&long, ShoppingRefusal::BadUrl),
            ("http://shop.example.jp/", ShoppingRefusal::NotHttps),
            ("javascript://shop.example.jp/", ShoppingRefusal::NotHttps),
            ("file:///etc/passwd", ShoppingRefusal::NotHttps),
            ("https://me:secret@shop.example.jp/", ShoppingRefusal::UrlCredentials),
        ];
        for (typed, refusal) in table {
            assert_eq!(read_url(typed), Err(refusal), "{typed}");
        }
    }
}
