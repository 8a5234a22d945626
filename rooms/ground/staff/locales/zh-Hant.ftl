## 拒絕的理由
staff-role_missing = 此項需要{ $role }的職務。請向管理員申請。
staff-nobody = 沒有此編號的員工。
staff-has_left = 此人已不在此工作。
staff-holds_already = 此人已有{ $role }的職務。
staff-holds_not = 此人沒有{ $role }的職務。
staff-last_administrator = 這是最後一位管理員。請先將此職務授予他人。
staff-not_the_first = 已有員工；其他人由管理員僱用。
staff-needs_second = 法律仍要求保留此人的部分資料。請先取得另一人的同意。
staff-own_wish = 提出者不能自行同意或拒絕；須由另一人回覆。
staff-one_hand = 最近 { $days } 天內，你們其中一人是由另一人聘用，或由對方給予密碼或角色；或者兩人都由同一位同事如此處理。請由其他人答覆，或等期間過後再答覆。
staff-asked_already = 已請求或取得另一人的同意；見上方。
staff-no_such_wish = 沒有等待回覆的請求：已回覆、已撤回或已過期。
staff-no_member = 沒有會員使用或曾使用此編號。請從會員頁面複製以 mbr_ 開頭的編號。
staff-choose_first = 請先選擇自己的密碼：您輸入的是別人給您的密碼。
staff-given_lapsed = 給您的密碼已過期，請向管理員索取新的密碼。
staff-same_password = 請選擇與給您的密碼不同的密碼。
staff-own_reset = 不能對自己執行，須由另一位管理員進行。
staff-no_factor = 此會員未設定驗證碼，無須停用。
staff-needs_agreement = 須先由另一人在核准頁面同意。
staff-too_soon = 已寫信通知會員，會員在 { $until } 前可以阻止。
staff-factor_used = 提出之後有人輸入過驗證碼：應用程式並未遺失。請再次確認對方身分。
staff-no_role = 請至少選擇一個職務。

## 自己的帳戶
staff-account = 您的帳戶
staff-account-sessions = 登入中的瀏覽器
staff-account-here = 此瀏覽器
staff-account-since = 登入於
staff-account-seen = 上次使用約於
staff-account-end = 登出該瀏覽器
staff-account-ended = 該瀏覽器已登出。
staff-account-end-others = 登出其他所有瀏覽器
staff-account-others-ended = 現在只有此瀏覽器處於登入狀態。
staff-account-passkeys = 通行金鑰
staff-account-password = 變更密碼

## 各櫃台與職務
staff-desks = 各櫃台
staff-no-role-yet = 您尚無職務。
staff-you-work-as = 您的職務：{ $roles }
staff-no-desk = 沒有開放給您的櫃台。職務由管理員授予。
staff-role = { $role ->
    [buyer] 採購
    [warehouse] 倉庫
    [support] 客服
    [accountant] 會計
    [marketing] 行銷
    [privacy_officer] 個資保護負責人
    [recruiter] 招募
    [administrator] 管理員
   *[other] { $role }
 }
staff-between = { "、" }

## 員工入口
staff-sign-in-title = 員工登入
staff-sign-in-what = 供員工使用。會員請由此登入：
staff-members-door = 會員登入
staff-handle = 帳號名稱
staff-password = 密碼
staff-sign-in = 登入
staff-your-password = 您的密碼
staff-password-now = 目前的密碼
staff-new-password = 新密碼
staff-at-least = 至少 10 個字元。
staff-change-password = 變更密碼
staff-password-changed = 已變更密碼。其他瀏覽器已登出。

## 員工
staff-people = 員工
staff-people-what = 在職人員及其職務。
staff-who = 人員
staff-since = 到職
staff-roles = 職務
staff-people-caption = 在職人員
staff-left = 離職：
staff-which-role = { $label }:{ $name }的職務
staff-change = 變更
staff-give = 授予
staff-take = 取消
staff-ends-work = 離職
staff-hire-somebody = 新增員工
staff-handle-help = 登入時使用的名稱。
staff-first-password = 初始密碼
staff-first-password-help = 至少 10 個字元。請當面告知本人，本人首次登入時會選擇自己的密碼。
staff-hire = 新增
staff-works-here = { $handle } 已成為員工。
staff-role-given = 已授予職務。
staff-role-taken = 已取消職務。
staff-gone = 已記錄離職。

## 會員的上限
staff-limits = 會員的上限
staff-limits-what = 個別會員可出價的範圍。
staff-limits-how = 會員的上限會自動提高。此處可為個別會員另訂上限；留空則恢復為一般上限。
staff-member = 會員
staff-member-help = 以 mbr_… 開頭的會員編號。
staff-bids-alive = 同時有效的出價
staff-highest-bid = 單筆最高出價
staff-why = 原因
staff-no-names = 會留存紀錄，請勿填寫姓名。
staff-give-limits = 套用此上限
staff-limits-hold = 此上限即刻起適用。

## 雙人核准
staff-approvals = 核准
staff-approvals-what = 一人不得單獨進行的事項。
staff-approvals-how = 一人不得單獨進行：由一人提出、另一人同意，兩者皆留存紀錄。
staff-nothing-asked = 近期沒有申請。
staff-erase-member = 刪除會員資料
staff-is-done = 已執行
staff-is-agreed = 已同意
staff-is-declined = 已拒絕
staff-is-taken-back = 已撤回
staff-is-waiting = 等候回覆
staff-is-lapsed = 已逾期
staff-wish-erasure = 刪除依法仍須保留部分資料的會員
staff-wish-order = 執行主管機關的命令
staff-wish-handover = 將事業移交給承接者
staff-about = 對象
staff-asked-by = 提出者
staff-until = 期限
staff-take-back = 撤回
staff-agree = 同意
staff-decline = 拒絕
staff-request-help = 請填寫請求的編號。會留存紀錄，請勿填寫姓名。
staff-is-sure = 由本人提出，且已核對身分。
staff-erase = 刪除，或請求同意
staff-erased = 已刪除。金鑰將於數秒內銷毀。
staff-asked = 法律仍要求保留此會員的部分資料：已請另一人同意。
staff-on-record = 已記錄。

staff-reset = 遺失手機或密碼
staff-reset-title = { $name } 的新密碼
staff-reset-what = 其驗證碼應用程式、通行金鑰與登入狀態會立即失效。畫面會顯示一組一週內有效的密碼，請當面告知本人。本人下次登入時須設定應用程式並選擇自己的密碼。
staff-reset-why = 理由
staff-reset-why-help = 例如：遺失手機，持證件到辦公室。
staff-reset-sure = 我已確認是本人。
staff-reset-do = 給予新密碼
staff-reset-done = { $name } 的新密碼
staff-reset-once = 只顯示這一次：
staff-reset-tell = 請當面告知本人。在本人選擇自己的密碼之前有效，最長一週。
staff-reset-back = 返回員工名單
staff-choose-own = 您自己的密碼
staff-choose-own-help = 您輸入的是別人給您的密碼。至少 10 個字元。
staff-wish-password = 給同事的密碼
staff-wish-factor = 不再要求會員輸入驗證碼
staff-wish-policy = 擴大使用範圍的隱私政策版本
staff-factors = 遺失第二道驗證
staff-factors-what = 協助遺失驗證碼裝置的會員。
staff-factors-how = 請先確認對方身分，再於此提出。會員會收到信件；另一人在核准頁面同意；一天後由您停用。期間若有人輸入驗證碼，程序即停止。
staff-factors-none = 近來無人遺失。
staff-factors-ask = 通報遺失
staff-factors-do = 不再要求驗證碼
staff-factors-asked = 已請另一人同意，並寫信通知會員。
staff-factors-done = 已不再要求驗證碼，並寫信通知會員。

## 背景工作
staff-work = 背景工作
staff-work-what = 已放棄的工作，以及按時進行的工作。
staff-work-dead = 已放棄
staff-work-dead-how = 這些工作試了數日仍未成功，或已知再試無益。請先排除原因，再重新嘗試。
staff-work-none-dead = 沒有已放棄的工作。
staff-work-why = 失敗原因
staff-work-tries = 嘗試次數
staff-work-put = 登記時間
staff-work-given-up = 放棄時間
staff-work-again = 再試一次
staff-work-remove = 不再執行
staff-work-remove-what = 將永久移出清單，該工作不會執行。
staff-work-sure = 我確定
staff-work-tried-again = { $job } 正在重新嘗試。
staff-work-removed = { $job } 已移出清單。
staff-work-clock = 按時進行
staff-work-what-is-done = 內容
staff-work-how-often = 頻率
staff-work-last = 上次
staff-work-next = 下次
staff-work-stands = 狀態
staff-work-every = 每 { $span }
staff-work-daily = 每天 { $time }（日本時間）
staff-work-is-dead = 已放棄
staff-work-fails = 即將重試
staff-work-runs = 執行中
staff-work-waits = 等待下次時間

## What was done
staff-record = 處理紀錄
staff-record-what = 給予的上限、輸入的匯率、重試或移除的工作：由誰、在何時進行。
staff-record-how = 即使之後被新的內容取代，這裡仍會保留。關於會員的內容會隨該會員的資料一併消失。
staff-record-none = 尚無紀錄。
staff-record-when = 時間
staff-record-did = 內容
staff-record-about = 對象
staff-record-said = 變更為何、為何變更
staff-record-what-did = { $what ->
    [limits] 給予上限
    [rate] 輸入匯率
    [job_again] 重試工作
    [job_removed] 將工作移出清單
   *[other] { $what }
 }
