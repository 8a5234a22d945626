# 頁面外框與共用元件的文字。英文的婉拒句寫在程式中代碼的旁邊。

## 頁面外框
web-skip = 跳到主要內容
web-main = 主選單
web-sign-in = 登入
web-join = 加入會員
web-sign-out = 登出
web-units = 金額均為日圓（JPY）；除非另有說明，時間均為日本時間（JST）。
web-privacy = 隱私權
web-policy = 政策
web-for-staff = 員工專用

## 表單與清單
web-optional = （選填）
web-look-again = 請再檢查一次標示的欄位。
web-pages = 頁
web-more = 顯示更多

## 數值
web-yen = 日圓
web-unknown = 尚未確定
web-ended = 已結束
web-local = （您所在地的時間）

## 婉拒頁
web-stop-sign-in = 請先登入
web-stop-not-for-you = 您無法開啟此頁
web-stop-nothing = 找不到內容
web-stop-not-now = 目前暫時無法使用
web-stop-changed = 情況已有變動
web-stop-too-large = 資料過大
web-stop-other = 無法處理
web-to-front = 回首頁
web-reason = 原因：
web-request = 受理編號：

## 故障頁
web-fault = 系統發生錯誤
web-fault-ours = 這是我們的問題，並非您的操作所致。我們已用下方的編號記錄下來。
web-fault-look = 再次送出之前，請先查看原來的頁面：上面會顯示哪些已完成、哪些尚未完成。

## 會員程式用的金鑰
web-tokens = 程式用金鑰
web-about = ≈ 僅供參考，1 { $code } 以 { $rate } 日圓計（{ $dated }，{ $source }）。一律以日圓收費。
web-scope-read = 搜尋商品，查看出價、訂單、購物車、預付款與通知
web-scope-bid = 出價、提高出價、撤回出價
web-scope-buy = 使用購物車、購買、委託報價
web-scope-orders = 支付訂單並安排寄送
web-scope-account = 查看並變更設定、收件地址、通知與 Webhook，結束登入狀態與金鑰
web-scope-privacy = 查看個人資料的處理紀錄並作出選擇

## API 說明頁
web-api-what = 您在頁面上能做的事，自己的程式也能做：相同的操作、相同的婉拒、相同的紀錄。
web-api-english = 以下各項操作的說明為英文。
web-api-keys = 每個請求都要出示您帳號的金鑰，並具備所需的許可：
web-api-changes = 每項變更都要附上您自訂的 Idempotency-Key。一天之內以相同金鑰送出相同請求，會得到相同的回覆，變更只會發生一次。遭拒的請求不會變更任何內容，也不會留存：以同一金鑰再試一次，可能會成功。
web-api-pages = 清單分頁傳回：將回覆中的「next」作為下一次請求的「after」。
web-api-problems = 婉拒以 RFC 9457 的格式傳回：「code」固定不變，「detail」供人閱讀，語言依請求的 Accept-Language，否則依會員的語言。
web-api-shapes = 資料形式
web-api-scope = 所需許可
web-api-query = 查詢參數
web-api-asks = 接受
web-api-answers = 回覆
web-api-statuses = 狀態碼

## 婉拒句:網站入口
web-not_found = 此網址沒有任何內容。可能是輸入有誤，或內容已不存在。
web-wrong_method = 此網址不能這樣使用。請返回原頁，使用頁面上的按鈕。
web-sign_in_first = 請先登入，登入後即可開啟此頁。
web-members_only = 此頁僅供會員使用。請以會員身分登入。
web-staff_only = 此頁僅供員工使用。
web-other_role = 您沒有開啟此櫃台的權限，請洽管理員。
web-foreign_form = 這份表單並非由本網站送出，或頁面開啟過久。沒有任何變更；請重新開啟頁面後再送出一次。
web-too_large = 超過本頁可接受的大小（{ $most } 位元組），請縮小後再送出。
web-wrong_kind = 此網址只接受表單。
web-unreadable = 無法讀取這項要求。請返回後再試一次。
web-too_slow = 資料傳送過久，請再試一次。
web-too_often = 操作過於頻繁。請等候 { $wait_s } 秒後再繼續。
web-missing = 請填寫此欄。
web-too_long = 最多 { $most } 個字。
web-not_yen = 請輸入以日圓為單位的整數，例如 12,000。
web-not_a_number = 請輸入整數。
web-not_a_choice = 請從選項中選擇。
web-control_signs = 含有無法顯示的字元，請重新輸入。
web-streams_full = 目前開啟的即時頁面過多。頁面仍可使用；重新載入即可看到最新數值。

## 婉拒句:基礎
db-busy = 目前非常忙碌。沒有任何變更，請在幾秒後再試一次。
db-disk_full = 磁碟已滿。沒有任何變更，須由營運者處理。
db-corrupt = 資料庫 { $file } 已損毀。請停止 daiko、保留該檔案，並還原最新的備份。
db-newer = 資料庫 { $file } 由較新的 daiko 寫入（結構版本 { $found }，本程式僅支援至 { $known }）。請啟動較新的程式。
db-edited_migration = 遷移 { $number } 與建立此資料庫時的內容不同。請使用當初建立它的 daiko，或還原備份。
db-not_ours = { $file } 是其他程式的資料庫。請選擇其他資料夾。
db-folder_in_use = 資料夾 { $folder } 正由另一個 daiko 使用。請先將其停止，或選擇其他資料夾。
db-no_folder = 無法使用資料夾 { $folder }:{ $why }
db-unreachable = 無法連線到資料庫伺服器：{ $why }
db-bad_address = { $address } 不是 daiko 認得的資料庫。請寫 sqlite，或 postgres://user@host/name。
db-closing = 系統正在關閉。沒有任何變更，請在一分鐘後再試一次。
jobs-not_dead = 工作 { $id } 不在失敗清單中。請再查看清單。
jobs-bad_page = { $cursor } 不是失敗清單的頁面。請從第一頁重新開始。
money-too_large = 金額超出系統可處理的範圍。

## 婉拒句：電子郵件
mail-bad_address = 這不是電子郵件地址。請以 name@example.org 的形式填寫。
mail-bad_server = 「{ $given }」不是郵件伺服器：請寫成 smtps://host、smtp://host（STARTTLS）或 plain://127.0.0.1:2525，連接埠不同時請加上 :port。
mail-plain_elsewhere = 寄往 { $host } 的信只走 TLS：請寫成 smtp:// 或 smtps://。未受保護的連線僅限本機自己的位址。
mail-bad_certificate = 這不是 PEM 格式的憑證。
mail-bad_key = 金鑰 { $selector } 無法使用：請提供 2048 位元以上的 RSA 金鑰或 Ed25519 金鑰，格式為 PEM 的 PKCS #8。
mail-no_report = 這不是郵件伺服器的投遞報告（RFC 3464）。
mail-not_ours = 這份報告未載明本站的信件。

## API
api-no_token = 請以「Authorization: Bearer …」送出您帳號的金鑰。金鑰可在 /account/tokens 建立。
api-unknown_token = 此金鑰無效：已撤銷、已過期，或並非在此建立。
api-no_scope = 此金鑰沒有「{ $scope }」的許可，無法執行。
api-not_json = 請以 application/json 送出內容。
api-bad_json = 內容不是一個 JSON 物件。
api-not_text = 「{ $field }」須為 { $most } 個可列印字元以內的文字。
api-not_whole = 「{ $field }」須為整數。
api-not_truth = 「{ $field }」須為 true 或 false。
api-not_yen = 「{ $field }」須為以日圓計的整數。
api-not_instant = 「{ $field }」須為如 2026-11-22T10:05:09Z 的時刻。
api-not_list = 「{ $field }」須為 { $most } 項以內的清單。
api-not_id = 「{ $field }」須為以 { $prefix } 開頭的識別碼。
api-not_word = 「{ $field }」須為下列之一：{ $words }
api-not_object = 「{ $field }」須為物件。
api-unknown_field = 此請求沒有「{ $field }」這個欄位。沒有任何變更。
api-bad_cursor = 此游標不屬於這份清單。請不帶游標從頭開始。
api-no_key = 每項變更請附上 1 到 100 個可顯示字元的 Idempotency-Key，重送時請使用相同的值。
api-key_reused = 此 Idempotency-Key 已用於其他請求，請另建新的。
api-too_many_tokens = 每個帳號最多 { $most } 個金鑰。請先撤銷一個。
api-no_such_token = 您沒有這個金鑰。
api-no_scopes = 請至少選擇一項金鑰可做的事。
api-bad_days = 金鑰的有效期間為 1 到 { $most } 天。
web-browser = { $system } 上的 { $browser }
web-browser-unknown = 其他瀏覽器
web-system-unknown = 不明系統
