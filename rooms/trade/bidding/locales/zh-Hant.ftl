## 詞語
bidding-lot = 拍品
bidding-state = 狀態
bidding-price = 目前價格
bidding-sent = 出價時機
bidding-ends = 結束
bidding-ends-in = 剩餘時間
bidding-ends-at = 結束時間
bidding-bids = 出價次數
bidding-ceiling = 最高出價
bidding-ceiling-fact = 最高出價
bidding-your-ceiling = 您的最高出價
bidding-least-next = 下一口最低出價
bidding-reserve = 底價
bidding-group = 群組
bidding-yes = 有
bidding-no = 無
bidding-none = 無
bidding-unknown = 尚未確定
bidding-fixed = 定價
bidding-auction = 拍賣
bidding-sold-out = 已售完
bidding-pages = 頁
bidding-at-once = 立即
bidding-before-the-end = 結束前 { $lead }

## 出價的狀態
bidding-state-scheduled = 已排定
bidding-state-armed = 已確認，準備就緒
bidding-state-waiting = 等候群組順序
bidding-state-sending = 送出中
bidding-state-leading = 目前領先
bidding-state-outbid = 已被超越
bidding-state-displaced = 另一位會員出價更高
bidding-state-won = 得標
bidding-state-lost = 未得標
bidding-state-ended-early = 提前結束
bidding-state-cancelled = 賣家已取消
bidding-state-reserve-not-met = 未達底價
bidding-state-failed = 無法送出
bidding-state-withdrawn = 已撤回

## 其原因
bidding-because-below-least = 價格已超過您的最高出價
bidding-because-house-higher = 本站另一位會員的最高出價更高
bidding-because-slot-taken = 群組中的另一筆出價正在進行
bidding-because-checked = 拍賣網站確認可以出價
bidding-because-due = 出價的時刻已到
bidding-because-placed = 已受理出價
bidding-because-raised = 已提高最高出價
bidding-because-not-covered = 您的預付款不足
bidding-because-back-in-front = 在前的出價已被賣家移除
bidding-because-won-by-another = 由本站另一位會員得標

## 結束方式與物品狀況
bidding-result-won = 已得標
bidding-result-bought-now = 已直購
bidding-result-no-bidder = 無人出價
bidding-result-cancelled = 已取消
bidding-result-withdrawn = 已撤下
bidding-condition-new = 全新
bidding-condition-like-new = 近全新
bidding-condition-good = 良好
bidding-condition-used = 二手
bidding-condition-worn = 使用痕跡明顯
bidding-condition-junk = 零件品
bidding-reserve-none = 無
bidding-reserve-unmet = 未達
bidding-reserve-met = 已達

## 首頁與搜尋
bidding-menu-search = 搜尋
bidding-front-title = 在日本競標與購物
bidding-front = 無論身在何處，都能在日本競標與購物
bidding-front-lead = daiko 代您在日本拍賣出價、在日本商店購買，由倉庫代收，再寄送到府。每一筆出價都有精確到毫秒的憑證。
bidding-all-items = 所有商品
bidding-all-categories = 所有分類
bidding-nothing = 找不到符合的商品。請減少關鍵字，或改用日文。
bidding-found = 共 { $total } 件
bidding-words = 要搜尋的關鍵字
bidding-words-such-as = 相機、公仔、万年筆…
bidding-category = 分類
bidding-kind = 販售方式
bidding-kind-all = 拍賣與商店
bidding-kind-auctions = 拍賣
bidding-sort = 排序
bidding-sort-ends = 即將結束
bidding-sort-newest = 最新上架
bidding-sort-price = 價格由低到高
bidding-sort-dearest = 價格由高到低
bidding-sort-bids = 出價次數最多
bidding-from = 最低
bidding-up-to = 最高
bidding-bids-before = { "" }
bidding-bids-after = { " 次出價" }
bidding-page-before = 上一頁
bidding-page-of = 第 { $page } 頁，共 { $last } 頁
bidding-page-next = 下一頁

## 拍品
bidding-picture = 「{ $title }」的照片
bidding-extension = 自動延長
bidding-extension-yes = 有，延長五分鐘
bidding-buy-now = 最高出價達 { $price } 以上，即以該價格直購。
bidding-left = 剩餘 { $available } 件
bidding-your-bid = 您的出價：
bidding-see-bid = 查看憑證，或提高出價
bidding-is-over = 已結束。
bidding-over-as = 已結束（{ $result }）。
bidding-relisted = 賣家已重新上架：查看新的拍品
bidding-how-many = 數量
bidding-to-cart = 放入購物車
bidding-hidden-ceiling = 您的最高出價不會公開：本站只在必要的範圍內代您出價。
bidding-sign-in = 登入後出價
bidding-sellers-words = 賣家說明
bidding-condition = 物品狀況
bidding-seller = 賣家
bidding-sent-from = 出貨地
bidding-shipping = 日本國內運費
bidding-weight = 重量（賣家提供）
bidding-at-the-market = 拍賣網站
bidding-own-page = 該商品的頁面

## 出價表單
bidding-place = 出價
bidding-place-it = 送出出價
bidding-ceiling-help = 您願意為商品本身支付的最高金額。任何人都看不到；您實際支付的金額只比次高出價多一個出價級距。
bidding-when = 何時送出？
bidding-when-last = 最後一刻
bidding-when-last-why = 無論結束時間因延長移到何時，都在結束前送出。其他人來不及回應。
bidding-when-now = 立即
bidding-when-now-why = 從現在起，由拍賣網站在您的最高出價內自動出價。
bidding-lead = 結束前幾秒
bidding-lead-help = 1 到 600；建議 10。
bidding-in-group = 所屬群組
bidding-no-group = 不屬於群組
bidding-group-choice = { $name }：得標 { $wanted } 件
bidding-set-aside = 出價期間預先保留：您的最高出價、日本國內運費 { $shipping }、手續費 { $fee }。未使用的部分會立即退回。
bidding-set-aside-unknown = 出價期間預先保留：您的最高出價、日本國內運費預估 { $allowance }（尚未確定）、手續費 { $fee }。未使用的部分會立即退回。
bidding-purse = 您的預付款：{ $purse }。
bidding-placed = 已受理您的出價並保留款項。後續的所有動態都會顯示在此。

## 我的出價
bidding-menu-bids = 我的出價
bidding-bids-to-groups = 群組出價：從中得標指定件數
bidding-bids-none = 您尚未出價。
bidding-bids-find = 尋找商品

## 單筆出價
bidding-the-lot = 查看拍品
bidding-lot-card = 拍品
bidding-your-bid-card = 您的出價
bidding-planned-for = 預定時間
bidding-why = 目前狀態的原因
bidding-seen = 最近查看
bidding-raise = 提高最高出價
bidding-new-ceiling = 新的最高出價
bidding-raise-it = 提高
bidding-raised = 已提高您的最高出價。
bidding-withdraw = 撤回這筆出價
bidding-withdrawn = 已撤回出價；保留的款項已退回您的預付款。
bidding-receipts = 憑證
bidding-receipts-none = 尚未向拍賣網站送出任何出價。每次送出都會在此留下憑證。
bidding-receipt-leading = 已受理：目前領先
bidding-receipt-beaten = 已受理：有人的最高出價更高
bidding-receipt-refused = 遭拒絕
bidding-receipt-not-sent = 未送出
bidding-receipt-asking = 尚無回覆，查詢中
bidding-receipt-amount = 送出的金額
bidding-receipt-price = 送出前看到的價格
bidding-receipt-planned = 預定
bidding-receipt-left = 送出
bidding-receipt-late = 延遲
bidding-receipt-answered = 回覆
bidding-receipt-said = { $code ->
    [below_least] 價格已超過該金額。
    [not_a_raise] 本站已以相同或更高的金額領先。
    [closed] 此拍賣已結束。
    [restricted] 賣家不接受本站的出價。
    [unknown_item] 拍賣網站沒有這件商品。
    [preview_lapsed] 拍賣網站的報價已過期。
    [price_moved] 價格已變動。
    [cannot] 此拍賣網站無法這樣做。
    [unauthorised] 拍賣網站不接受本站的帳號。
    [busy] 拍賣網站太忙碌，沒有送出任何出價。
    [unreachable] 無法連上拍賣網站，沒有送出任何出價。
    [answer_lost] 拍賣網站的回覆遺失了。
    [refused] 拍賣網站拒絕了。
   *[other] 被拒絕：{ $code }
 }
bidding-receipt-market-bid = 網站的出價編號
bidding-receipt-answer = 網站的回覆
bidding-receipt-account = 使用的本站帳號
bidding-history = 完整歷程
bidding-history-when = 時間
bidding-history-what = 狀態
bidding-history-why = 原因
bidding-history-amount = 金額
bidding-history-by = 執行者
bidding-by-house = 本站
bidding-by-market = 拍賣網站
bidding-by-you = 您

## 群組出價
bidding-groups = 群組出價
bidding-groups-what = 對多件拍品出價，只得標指定的件數：其中一件領先時，其餘等候；被超越時，輪到下一件。只會保留可能得標中金額最高的部分。
bidding-groups-new = 新增群組
bidding-groups-name = 用途
bidding-groups-name-help = 只有您看得到，例如「能正常運作的 M515」。
bidding-groups-wanted = 得標件數
bidding-groups-wanted-help = 1 到 { $most }。
bidding-groups-open = 建立群組
bidding-groups-opened = 群組已建立：出價時即可選用。
bidding-groups-so-far = 預定得標 { $wanted } 件，目前已得標 { $won } 件。
bidding-groups-empty = 尚無拍品。出價時請選擇此群組。
bidding-groups-find = 尋找拍品

## 出價的可靠度
bidding-figures = 出價的可靠度
bidding-figures-of = 最近 { $attempts } 次已獲回覆的出價，無論結果好壞全部計入。每位會員都能看到自己每筆出價的憑證。
bidding-figures-taken = 拍賣網站已受理
bidding-figures-not-sent = 未送達
bidding-figures-late-half = 延遲（半數不超過）
bidding-figures-late-most = 延遲（百分之九十九不超過）
bidding-figures-late-max = 最大延遲
bidding-figures-none-yet = 尚無最後一刻的出價
bidding-refused = 遭拒絕的出價

## 婉拒句
bidding-lot_closed = 此拍品已於 { $ended_at } 結束。請尋找其他拍品。
bidding-not_an_auction = 此商品以定價販售。請放入購物車購買。
bidding-below_least = 此拍品的下一口最低出價為 { $least }。請輸入不低於此金額的最高出價。
bidding-not_whole_yen = 「{ $typed }」不是以日圓為單位的整數。請輸入如 12000 或 12,000。
bidding-too_high = 最高出價不得超過 { $most }。
bidding-house_higher = 本站另一位會員對此拍品的出價不低於您。本站對每件拍品只送出一筆出價：最高者優先，金額相同則先出價者優先。您可以用更高的金額出價。
bidding-already_bidding = 您已對此拍品出價。請改為提高最高出價。
bidding-not_higher = 您的最高出價已是 { $now }。最高出價只能提高。
bidding-already_sent = 這筆出價已送至拍賣網站，無法撤回。
bidding-over = 這筆出價已結束（{ $state }）。
bidding-no_such_bid = 您沒有這筆出價。
bidding-no_such_group = 您沒有這個出價群組。
bidding-group_done = 此群組已得標全部預定件數。請不使用群組出價，或建立新的群組。
bidding-no_such_lot = 查無此拍品。
bidding-bad_lead = 請選擇結束前 { $least_s } 到 { $most_s } 秒之間。
bidding-bad_wanted = 群組的得標件數請選擇 1 到 { $most }。
bidding-ask_reused = 這份表單先前已以不同內容送出。請重新開啟拍品再出價。

## 婉拒句:市場
market-below_least = 目前價格為 { $price_yen }，下一口最低出價為 { $next_yen }。請將最高出價提高到至少該金額。
market-not_a_raise = 本站已以 { $max_yen } 的最高出價領先。
market-closed = 此拍品已於 { $ended_at } 結束。
market-price_moved = 價格已變為 { $price_yen }。請再次查看，仍需要時再下單。
market-sold_out = 已售完。
market-only_left = 僅剩 { $available } 件，請減少數量。
market-restricted = 賣家不接受本站出價（{ $rule }）。
market-unknown_item = 拍賣網站沒有此商品，可能已下架。
market-unknown_order = 拍賣網站沒有本站的這筆訂單。
market-wrong_state = 拍賣網站的訂單已是「{ $state }」。
market-preview_lapsed = 拍賣網站的報價已失效，須重新查詢。
market-cannot = 此拍賣網站無法進行這項操作（{ $what }）。
market-unknown = 本站未與名為 { $market } 的市場合作。
market-unauthorised = 拍賣網站不接受本站的帳號，須由營運者處理。
market-busy = 拍賣網站過於忙碌。沒有送出任何資料，請稍後再試一次。
market-unreachable = 無法連線到拍賣網站（{ $why }）。沒有送出任何資料，請在一分鐘後再試一次。
market-answer_lost = 未收到拍賣網站的回覆（{ $why }）。本站正在查詢結果。
market-refused = 拍賣網站拒絕：{ $message }（{ $code }）
