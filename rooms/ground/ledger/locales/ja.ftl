ledger-purse = 預り金
ledger-free = 使える金額
ledger-held = 入札・注文のための仮押さえ
ledger-how-to-add = 入金するには、会員番号を振込の参照欄に記入して運営者へお振り込みください。経理がここに記帳します。あなたの会員番号：
ledger-none = まだ入出金はありません。
ledger-find = 商品を探す
ledger-when = 日時
ledger-what = 内容
ledger-about = 対象
ledger-amount = 金額
ledger-after = 残高
ledger-statement = 預り金の明細
ledger-because-hold = 仮押さえ
ledger-because-release = 仮押さえの解除
ledger-because-deposit = 入金
ledger-because-withdrawal = 払い戻し
ledger-because-charge = 注文の支払い
ledger-because-refund = 返金
ledger-a-bid = 入札
ledger-an-order = 注文
ledger-a-group = グループ入札
ledger-books = 帳簿
ledger-books-what = 入金を記帳し、帳簿が合っていることを確かめます。
ledger-books-right = すべての仕訳の貸借が一致し、各残高は記帳の合計と一致し、総計はゼロです。
ledger-book = 入金を記帳する
ledger-book-number = 会員番号
ledger-book-number-help = mbr_… で始まる、振込の参照番号です。
ledger-book-reference = 銀行の取引番号
ledger-book-reference-help = 同じ番号は一度だけ記帳されます。
ledger-book-it = 記帳する
ledger-booked = { $yen }を記帳しました。会員はすぐに入札に使えます。
ledger-booked-before = その番号はすでに記帳されています。
ledger-how-back = 使える金額は、お支払い元（銀行口座またはカード）へお返しします。経理が送金し、銀行の取引番号でここに記帳します。
ledger-ask-back = { $yen }の払い戻しを依頼する
ledger-asked-back = 経理に依頼しました。送金するとここに表示されます。
ledger-back-since = 払い戻しのご依頼を承っています。経理が送金します。ご依頼日時：
ledger-back = 払い戻す金額
ledger-back-what = まずここに記帳し（その金額が別の用途に押さえられないように）、その後支払い元へ送金してください。仮押さえ中の金額は記帳できません。
ledger-back-none = 払い戻しを待つ人はいません。
ledger-back-why = 依頼者
ledger-back-asked-by = { $by ->
    [member] 会員
   *[house] 当社（請求が預り金の精算を待っています）
 }
ledger-back-number-help = mbr_… で始まる、払い戻す預り金の会員番号です。
ledger-back-it = 払い戻しを記帳する
ledger-back-booked = { $yen }の払い戻しを記帳しました。

## 断り文
ledger-not_enough = 預り金は{ $have }ですが、{ $need }が必要です。入金するか、金額を下げてください。
ledger-not_positive = 金額はゼロより大きい円単位の整数にしてください。
ledger-too_much = 金額は{ $most }までです。もう一度ご確認ください。何も変更していません。
ledger-key_reused = 仕訳{ $key }は別の金額ですでに記帳されています。何も変更していません。
ledger-no_member = この番号の会員はいません。振込をもう一度ご確認ください。何も記帳していません。
ledger-no_hold = 有効な仮押さえ{ $key }はありません。
ledger-nothing_free = 払い戻せる金額はありません。仮押さえ分は、その入札や注文が終わると戻ります。
ledger-not_so_much = この預り金で使えるのは{ $have }だけです。何も記帳していません。送金をもう一度ご確認ください。
