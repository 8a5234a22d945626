# 訂單的一生:會員與倉庫頁面的文字。

## 詞語
orders-mine = 我的訂單
orders-thing = 商品
orders-stands-at = 狀態
orders-next = 下一步
orders-since = 更新時間
orders-price = 價格
orders-none = 目前沒有訂單。
orders-find = 尋找商品
orders-known = 訂單內容
orders-ask = 詢問此訂單
orders-happened = 歷程
orders-pay-due = 支付 { $due }
orders-send = 委託寄送
orders-keep = 暫不寄送
orders-paid = 已付款。我們現在付款給賣家。
orders-to-be-sent = 我們將包裝並寄出。
orders-kept = 商品繼續保管在倉庫。

## 訂單的狀態
orders-state-quote-requested = 已詢價
orders-state-quoted = 已報價
orders-state-accepted = 已接受報價
orders-state-expired = 已逾期
orders-state-declined = 已婉拒
orders-state-won = 得標
orders-state-charge1-open = 待付款
orders-state-charge1-paid = 已付款
orders-state-purchasing = 付款給賣家中
orders-state-purchased = 已購買
orders-state-seller-shipped = 賣家已出貨
orders-state-arrived = 已到倉庫
orders-state-ok = 已驗貨
orders-state-mismatch = 與說明不符
orders-state-damaged = 損壞
orders-state-prohibited = 不得寄送
orders-state-stored = 倉庫保管中
orders-state-instructed = 等候包裝
orders-state-packing = 包裝中
orders-state-packed = 已包裝
orders-state-charge2-open = 待付國際運費
orders-state-charge2-paid = 已付國際運費
orders-state-handed-over = 已交貨運公司
orders-state-in-transit = 運送中
orders-state-delivered = 已送達
orders-state-returned = 已退回
orders-state-lost = 遺失
orders-state-seized = 遭海關扣押
orders-state-refund-due = 待退款
orders-state-refunded = 已退款
orders-state-disposed = 已銷毀
orders-state-abandoned = 已放棄
orders-state-on-hold = 暫停
orders-state-closed = 已結案

## 接下來
orders-next-pay-before = 請於 { $at } 前支付 { $due }；之後我們付款給賣家。
orders-next-pay = 請支付 { $due }；之後我們付款給賣家。
orders-next-paying = 我們正在付款給賣家。
orders-next-sellers-turn = 賣家正在準備出貨。
orders-next-coming = 商品正寄往我們的倉庫。
orders-next-look = 我們將驗貨並上架保管。
orders-next-shelf = 我們將上架保管。
orders-next-mend = 我們將與您聯絡，說明可行的處理方式。
orders-next-prohibited = 此商品不得寄出日本。我們將與您聯絡。
orders-next-pay-shipping = 請支付國內運費 { $due }，之後即可寄送。
orders-next-tell-us = 請委託我們寄送。
orders-next-pack = 我們將包裝。
orders-next-carrier = 我們將交給貨運公司。
orders-next-pay-freight = 請支付國際運費，之後即寄出。
orders-next-to-you = 商品正在寄給您的途中。
orders-next-looking = 我們正在查明，並會與您聯絡。
orders-next-refund = 款項將退還給您。
orders-next-enjoy = 祝您使用愉快。
orders-next-nothing = 沒有後續步驟。

## 步驟與原因
orders-event = { $event ->
    [quote] 報價
    [accept] 接受報價
    [decline] 婉拒
    [lapse] 逾期
    [requote] 重新報價
    [open] 建立訂單
    [pay] 付款
    [settle] 支付國內運費
    [pay_seller] 付款給賣家
    [seller_paid] 賣家已收款
    [ship] 賣家出貨
    [arrive] 到貨
    [find_ok] 驗貨：無誤
    [find_mismatch] 驗貨：與說明不符
    [find_damaged] 驗貨：損壞
    [find_prohibited] 驗貨：不得寄送
    [store] 上架
    [instruct] 委託寄送
    [withdraw] 取消寄送
    [start_packing] 開始包裝
    [pack] 包裝
    [charge_freight] 請付國際運費
    [pay_freight] 支付國際運費
    [hand_over] 交付貨運公司
    [move] 標為運送中
    [deliver] 送達
    [come_back] 退回
    [lose] 遺失
    [seize] 被扣押
    [call_off] 取消購買
    [refund] 退款
    [dispose] 銷毀
    [abandon] 放棄
    [hold] 暫停
    [resume] 繼續
    [close] 結案
   *[other] 此步驟
 }
orders-reason = { $reason ->
    [sold_out] 下單時已售完
    [sold_out_waiting] 等候期間已售完
    [seller_cancelled] 賣家取消
    [sold_elsewhere] 已於其他平台售出
    [listing_deleted] 拍品已刪除
    [seller_restricted] 賣家遭停權
    [seller_silent] 賣家沒有回應
    [refuses_proxies] 賣家不接受代購
    [unsupported] 本站無法代購的類型
    [seller_fraud] 賣家詐欺
    [not_as_described] 與說明不符
    [wrong_thing] 寄錯商品
    [counterfeit] 仿冒品
    [damaged_on_arrival] 到貨時已損壞
    [taken_as_is] 依現狀收下
    [not_exportable] 不得出口
    [export_controlled] 出口須許可
    [banned_there] 目的地禁止進口
    [back_to_seller] 退回賣家
    [price_changed] 價格變更
    [payment_refused] 網站拒絕付款
    [member_unpaid] 會員逾期未付款
    [member_declined] 會員不需要
    [never_instructed] 未收到寄送指示
    [offer_lapsed] 報價逾期
    [damaged_in_transit] 運送途中損壞
    [lost_by_carrier] 貨運公司遺失
    [seized_by_customs] 遭海關扣押
    [returned_contents] 因內容物退回
    [returned_customs] 遭海關退回
    [unclaimed] 無人領取
    [bad_address] 地址有誤
    [looking] 調查中
   *[other] 此原因
 }
orders-settled = 已付國內運費
orders-by-you = 您
orders-by-staff = 本站人員
orders-by-house = 本站

## 訂單內容
orders-bought-at = 購買處
orders-how-many = 數量
orders-shipping = 日本國內運費
orders-fee = 手續費
orders-to-warehouse = 寄到倉庫
orders-to-you = 寄給您
orders-not-known = 尚未確定
orders-weight = 包裝後重量
orders-given-back = 已退金額
orders-order = 訂單編號
orders-member = 會員編號
orders-their-order = 對方的訂單編號
orders-shelf = 貨架

## 倉庫
orders-arrivals = 到貨
orders-arrivals-what = 收下包裹、驗貨、上架。
orders-packing = 包裝
orders-packing-what = 包裝會員委託寄送的商品，並交給貨運公司。
orders-tracking = 追蹤號碼
orders-nothing-waits = 沒有等候的訂單。
orders-parcel-came = 收到包裹
orders-tracking-number = 追蹤號碼
orders-tracking-help = 依包裹上所載填寫。
orders-looks-like = 外觀
orders-take-in = 收下
orders-to-look-at = 等候驗貨或上架
orders-odd = 有問題的包裹
orders-strays = 不明包裹
orders-coming = 寄來途中
orders-no-strays = 沒有。
orders-belongs-to = 所屬訂單
orders-match = 配對
orders-taken-in = { $orders ->
    [1] 已收下。請接著驗貨。
   *[other] 已收下：一個包裹內有 { $orders } 筆訂單。請逐一驗貨。
 }
orders-nobody-expects = 沒有訂單在等這個號碼。已列入不明包裹。
orders-is-matched = 已配對。請接著驗貨。
orders-to-pack = 等候包裝
orders-to-hand-over = 等候交付
orders-away = 貨運公司運送中
orders-sent-with = 賣家使用的貨運公司
orders-seller-sent = 記錄賣家已出貨
orders-put-there = 放上貨架
orders-weight-g = 重量（公克）
orders-length-mm = 長（公釐）
orders-width-mm = 寬（公釐）
orders-height-mm = 高（公釐）
orders-is-packed = 包裝完成
orders-carrier = 貨運公司
orders-out-tracking = 國際追蹤號碼
orders-hand-over = 交付並列印標籤
orders-why = 原因
orders-few-words = 補充說明（選填）
orders-noted = 已記錄。
orders-expected = 倉庫已在等候到貨。
orders-on-shelf = 已上架。
orders-packed = 已包裝。請接著交給貨運公司。
orders-label = 寄件標籤
orders-print-now = 請立即列印此頁。本站不會保存。
orders-label-to = 收件人
orders-to-order = 前往訂單

## 賣家要求更多
orders-next-price = 賣家要求的金額比您已付的多。請選擇是否同意。
orders-price-asked = 賣家要求更多
orders-price-asked-what = 賣家要求的總額是 { $asked }。您已付其中的 { $paid }。在您同意之前，不會再付任何款項。
orders-agree = 再付 { $more } 並繼續
orders-agreed = 已付款。我們現在付給賣家。
orders-disagree = 這個價格我不要
orders-disagree-what = 訂單將取消且無法恢復。您付的款項連同我們的手續費會全數退還。
orders-disagree-sure = 是的，取消
orders-disagreed = 已取消。您的款項會退還。
orders-give-up = 放棄
orders-give-up-what = 商品不會寄出，您付的款項也不會退還。此舉無法復原。
orders-give-up-sure = 是的，我放棄
orders-given-up = 您已放棄。

## 等待中的一切
orders-all = 訂單
orders-all-what = 等待有人處理的一切，最舊的在前。
orders-waiting = 等待中
orders-any-state = 所有等我處理的
orders-by-id = 訂單編號
orders-look = 查詢
orders-nothing-for-you = 沒有訂單在等您。
orders-to-desks = 到各櫃台
orders-asked = 賣家要求的總額
orders-aside = 市集傳來但無法收錄的消息
orders-aside-what = 這些變更與我們的訂單不符，已另置一旁；其後的消息都已收錄。請查看訂單，再向市集重新詢問。
orders-ask-again = 已查看：再問一次市集
orders-asked-again = 會再向市集詢問。
orders-todo = { $state ->
    [purchased] 賣家正在準備。若拖太久，請詢問賣家。
    [purchased_desk] 向商店詢問追蹤號碼，並記下來。
    [seller_shipped] 送達時收件。
    [arrived] 檢查商品。
    [ok] 放上貨架。
    [mismatch] 詢問會員：照樣收下，或取消。
    [damaged] 詢問會員：照樣收下，或取消。
    [prohibited] 不可寄出。請通知會員並處置。
    [instructed] 開始包裝。
    [packing] 包裝、秤重、量尺寸。
    [packed] 交給貨運公司。
    [charge2_paid] 交給貨運公司。
    [handed_over] 貨運公司運送時記錄。
    [in_transit] 送達、退回或遺失時記錄。
    [delivered] 會員收到後結案。
    [returned] 重新放上貨架，並通知會員。
    [lost] 取消並退款，或結案。
    [seized] 通知會員，然後結案。
    [on_hold] 查明停止的原因；讓它繼續，或取消。
    [price_asked] 正在詢問會員是否支付賣家要求的金額。
    [refund_due] 退還款項。
    [refunded] 結案。
    [disposed] 結案。
    [abandoned] 結案。
   *[other] { $state }
 }
orders-said = { $code ->
    [busy] 市集太忙碌。
    [unreachable] 無法連上市集。
    [answer_lost] 市集的回覆遺失了。
    [not_begun] 尚未開始。
    [unauthorised] 市集不接受我們的帳號。
    [unknown_order] 市集沒有這筆訂單。
    [unknown_item] 市集沒有這件商品。
    [unknown] 本站已不再與該市集合作。
    [wrong_state] 市集的訂單已過了那個階段。
    [price_moved] 市集的金額不同。
    [preview_lapsed] 市集的報價已過期。
    [cannot] 市集無法這樣做。
    [refused] 市集拒絕了。
    [restricted] 賣家不賣給本站。
    [no_order_yet] 市集還沒有這筆訂單。
    [not_decided] 賣家尚未決定。
    [fault] 我們這邊出了問題，已記入日誌。
   *[other] 被拒絕：{ $code }
 }
orders-printing = { $why ->
    [unprinted] 沒有印出，或印得不清楚
    [damaged] 標籤損壞
    [misplaced] 標籤遺失
    [asked] 貨運公司要求另一張
   *[other] { $why }
 }
orders-why-again = 再次列印的原因
orders-print-again = 再次列印標籤

## 與賣家的訊息
orders-messages = 與賣家的訊息
orders-no-messages-yet = 目前還沒有任何訊息。
orders-carries-none = 這個市集無法傳訊息給賣家。請到市集的網頁上與賣家聯絡。
orders-by-seller = 賣家
orders-to-the-seller = 給賣家的訊息
orders-to-the-seller-help = 請用賣家的語言書寫，最多 1,000 字。訊息以本店名義送出，請勿寫出會員是誰。
orders-send-message = 送給賣家
orders-message-goes = 正在送給賣家。
orders-message-sending = 傳送中
orders-message-sent = 已送出
orders-message-refused = 未送出
orders-message-unread = 未讀
orders-message-read = 已讀
orders-not-sent-what = 請到市集的網頁確認訊息是否其實已送達；若沒有，請再寫一次。
orders-write-again = 再寫一次
orders-mark-read = 我已讀過
orders-is-read = 已標為已讀。
orders-answer-awaited = 我們會不時查看是否有回覆。
orders-look-for-answer = 立即查看回覆
orders-is-looked-for = 正在向市集查詢。賣家若有來訊，稍後會顯示在這裡。
orders-unread = 賣家來訊
orders-unread-what = 還沒有人讀過。請打開訂單閱讀，並在那裡標為已讀。
orders-unread-lines = { $lines ->
   *[other] { $lines } 則新訊息
 }

## 婉拒句
orders-unknown = 查無此訂單。
orders-impossible = 訂單的{ $state ->
   *[any] 目前狀態
 }無法進行「{ $event ->
   *[any] { orders-event }
 }」。請再查看訂單。
orders-not_yours = 您無權進行「{ $event ->
   *[any] { orders-event }
 }」。
orders-no_reason = 「{ $event ->
   *[any] { orders-event }
 }」須說明原因。請選擇原因。
orders-unfit_reason = 「{ $reason ->
   *[any] { orders-reason }
 }」不能作為「{ $event ->
   *[any] { orders-event }
 }」的原因。請由清單中選擇。
orders-bad_tracking = 「{ $typed }」不是追蹤號碼：須為 6 至 40 個英文字母或數字。
orders-bad_weight = 重量請填 1 至 100,000 公克。
orders-bad_size = 各邊長請填 1 至 5,000 公釐。
orders-bad_shelf = 貨架名稱請用 1 至 20 個英文字母、數字或連字號。
orders-bad_carrier = 貨運公司名稱請填 1 至 40 個字。
orders-no_address = 尚未登錄收件地址。請在帳號中填寫，之後即可寄送。
orders-owes = 尚有國內運費 { $yen } 未付。付款後即可繼續。
orders-nothing_due = 此訂單目前沒有應付款項。
orders-payment_under_way = 賣家可能已經收到款項。請先讓訂單繼續，之後就會知道。或者到市集查看，並用幾句話寫下您看到的內容。
orders-nothing_asked = 賣家目前沒有對這筆訂單要求更多金額。請再看一次訂單。
orders-asked_another = 賣家現在要求的總額是 { $yen }。請再看一次。
orders-looked_at = 已有人看過，或它不在清單上。
orders-no_label = 只有在貨運公司已收件、尚未運送時，才能再次列印標籤。
orders-no_label_reason = 請說明為何要再次列印標籤。
orders-bad_order = 訂單須至少一件、價格大於零，且費用不得為負。
orders-matched = 此包裹已配對過，或不在清單上。
orders-schedule-follow = 向市場查詢本店的訂單
orders-not_a_writer = 只有採購人員與客服可以寫訊息給賣家並閱讀回覆。
orders-bad_message = 訊息請填 1 至 1,000 個字，除換行外不可含控制字元。
orders-no_messages = 這個市集無法傳訊息給賣家。請到市集的網頁上與賣家聯絡。
orders-message_reused = 這份表單先前已用不同內容送出。請查看先前寫的內容；若仍需要，再送出一次。
