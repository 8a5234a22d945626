ledger-purse = 我的預付款
ledger-free = 可動用金額
ledger-held = 為出價與訂單保留的金額
ledger-how-to-add = 若要加值，請匯款給營運者，並以您的會員編號作為附註；會計會在此入帳。您的會員編號：
ledger-none = 尚無任何異動。
ledger-find = 尋找商品
ledger-when = 時間
ledger-what = 內容
ledger-about = 項目
ledger-amount = 金額
ledger-after = 餘額
ledger-statement = 預付款明細
ledger-because-hold = 保留
ledger-because-release = 退回保留
ledger-because-deposit = 入帳
ledger-because-withdrawal = 提領
ledger-because-charge = 支付訂單
ledger-because-refund = 退款
ledger-a-bid = 出價
ledger-an-order = 訂單
ledger-a-group = 群組出價
ledger-books = 帳簿
ledger-books-what = 為收到的款項入帳，並確認帳目無誤。
ledger-books-right = 每筆分錄借貸相符，各餘額等於其記帳總和，總計為零。
ledger-book = 為收到的款項入帳
ledger-book-number = 會員編號
ledger-book-number-help = 匯款附註中以 mbr_ 開頭的編號。
ledger-book-reference = 銀行的交易編號
ledger-book-reference-help = 同一編號只會入帳一次。
ledger-book-it = 入帳
ledger-booked = 已入帳 { $yen }；會員現在即可用來出價。
ledger-booked-before = 該編號先前已入帳。
ledger-how-back = 可動用的金額會退回原付款處：您付款時的銀行帳戶或卡片。會計匯出後，以銀行的交易編號在此入帳。
ledger-ask-back = 申請退回 { $yen }
ledger-asked-back = 會計已收到您的申請。匯出後會顯示在此。
ledger-back-since = 您已申請退款，會計將匯出。申請時間：
ledger-back = 待退回的款項
ledger-back-what = 請先於此入帳，以免款項另被保留，再匯回原付款處。保留中的金額無法入帳。
ledger-back-none = 沒有人在等待退款。
ledger-back-why = 申請者
ledger-back-asked-by = { $by ->
    [member] 會員
   *[house] 本站：有請求等待預付款結清
 }
ledger-back-number-help = 以 mbr_ 開頭、款項所屬的會員編號。
ledger-back-it = 記錄退款
ledger-back-booked = 已記錄退回 { $yen }。

## 婉拒句
ledger-not_enough = 您的預付款為 { $have }，此操作需要 { $need }。請加值或選擇較低的金額。
ledger-not_positive = 金額須為大於零的日圓整數。
ledger-too_much = 金額最多為 { $most }。請再次確認；沒有任何變更。
ledger-key_reused = 分錄 { $key } 已以其他金額入帳。沒有任何變更。
ledger-no_member = 沒有會員使用此編號。請再確認匯款；沒有任何入帳。
ledger-no_hold = 沒有有效的保留款 { $key }。
ledger-nothing_free = 沒有可退回的金額。保留的款項會在該出價或訂單結束後退回。
ledger-not_so_much = 該預付款僅有 { $have } 可動用。沒有任何入帳；請再確認匯款。
