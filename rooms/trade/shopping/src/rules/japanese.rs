use kernel::Yen;

/// Words a buyer can send to a seller as they are: is it there, and what does shipping cost?
/// Nothing in them says who wants it.
pub fn ask_words(title: Option<&str>, url: &str, quantity: i64, options: &str) -> String {
    let thing = title.unwrap_or("下記の商品");
    let mut text = format!(
        "はじめまして。購入代行を行っております。\n{thing}を{quantity}点購入したく、ご連絡いたしました。\n{url}\n"
    );
    if !options.is_empty() {
        text.push_str(&format!("ご希望の仕様：{options}\n"));
    }
    text.push_str(
        "恐れ入りますが、次の二点をお知らせいただけますでしょうか。\n1. 在庫の有無\n2. 国内倉庫までの送料\nどうぞよろしくお願いいたします。",
    );
    text
}

/// Words that go with an order at a shop.
pub fn buy_words(title: &str, quantity: i64, total: Yen, reference: &str) -> String {
    format!(
        "お世話になっております。\n{title}を{quantity}点、合計{}円で注文いたします。\n発送の際は、お荷物に管理番号「{reference}」をご記入いただけますと幸いです。\n領収書のご同梱は不要です。\nどうぞよろしくお願いいたします。",
        total.get()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_name_the_thing_and_the_number() {
        let ask = ask_words(None, "https://shop.example/1", 2, "赤、Lサイズ");
        assert!(ask.contains("下記の商品を2点") && ask.contains("https://shop.example/1"));
        assert!(ask.contains("ご希望の仕様：赤、Lサイズ"));
        assert!(!ask_words(Some("本"), "https://shop.example/1", 1, "").contains("ご希望"));
        let buy = buy_words("本", 3, Yen::new(1_520), "pur_1");
        assert!(buy.contains("本を3点、合計1520円") && buy.contains("「pur_1」"));
    }
}
