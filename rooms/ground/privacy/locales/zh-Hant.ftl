# 會員個人資料頁面的文字。政策本身的文字在 policy/。

## 我的個人資料
privacy-mine = 我的個人資料
privacy-mine-what = 其他人每次開啟您的個人資料、所有的提供對象，以及您的每一項選擇，都列在這裡。此處的紀錄事後若遭更改必會被發現；您可以保存證明。
privacy-your-choices = 您的選擇
privacy-who-opened = 誰開啟過
privacy-to-whom-handed = 提供給誰
privacy-what-chosen = 您的選擇，以及當時顯示的文字
privacy-when-it-goes = 何時刪除
privacy-in-force = 現行的隱私權政策
privacy-is-erased = 已刪除
privacy-is-stopped = 已停止所有利用
privacy-since = 自
privacy-use-again = 恢復利用
privacy-stop-use = 停止利用我的所有個人資料
privacy-agreed = 您已同意
privacy-not-given = 未同意
privacy-is-objected = 您已提出異議
privacy-no-objection = 無異議
privacy-i-agree = 我同意
privacy-i-object = 我提出異議
privacy-take-back = 撤回
privacy-chosen = 已記錄您的選擇，即刻起生效。
privacy-use-stopped = 已停止利用您的所有個人資料。
privacy-use-resumed = 您的個人資料可再次利用。

## 紀錄
privacy-when = 時間
privacy-who = 開啟者
privacy-what-for = 利用目的
privacy-what = 內容
privacy-why = 原因
privacy-proof = 證明
privacy-take-proof = 取得
privacy-nobody-opened = 除您本人外，沒有人開啟過您的個人資料。
privacy-opened-caption = 誰開啟過我的個人資料
privacy-kind = { $kind ->
    [opened] 開啟
    [disclosed] 提供給第三人
    [received] 承接
    [chosen] 選擇
    [stopped] 停止利用
    [destroyed] 銷毀
    [erased] 刪除
    [expired] 保存期間屆滿
    [policy] 政策變更
    [epoch] 更換金鑰
   *[other] { $kind }
 }
privacy-nobody-given = 未曾提供給外部。
privacy-handed-caption = 我的個人資料提供給誰
privacy-to-whom = 提供對象
privacy-route = 法律依據
privacy-record = 紀錄
privacy-open = 開啟
privacy-this-line = 即此列
privacy-nothing-chosen = 您尚未做任何選擇：一切依政策所定。
privacy-yes = 是
privacy-taken-back = 已撤回
privacy-the-words = 當時的文字
privacy-the-proof = 證明
privacy-no-clock = 保存期間尚未起算：自帳號關閉或訂單完成之日起計。
privacy-shown = 當時顯示的文字

## 一次提供
privacy-third-party = 提供給第三人
privacy-named-as = 您的名稱
privacy-their-address = 對方地址
privacy-represented = 對方代表人
privacy-country = 國家
privacy-items = 提供的項目
privacy-ground = 提供的依據
privacy-means = 提供的方式
privacy-back = 返回我的個人資料

## 婉拒句
privacy-not_declared = 隱私權政策未載明 { $view } 為此目的讀取的項目。請修改政策或檢視。
privacy-not_allowed = 隱私權政策不允許{ $role ->
    [member] 本人
    [buyer] 採購
    [warehouse] 倉庫
    [support] 客服
    [accountant] 會計
    [marketing] 行銷
    [privacy_officer] 個資保護負責人
    [recruiter] 招募
    [administrator] 管理員
    [system] 程式
   *[other] { $role }
 }開啟 { $view }。
privacy-policy_narrowed = 現行政策不再允許 { $view }。沒有開啟任何資料。
privacy-erased = 此人的個人資料已刪除。
privacy-stopped = 此人要求停止利用其個人資料。
privacy-no_route = 隱私權政策未載明可提供給 { $recipient } 的法律依據。
privacy-route_lapsed = 提供給 { $recipient } 的法律依據尚未開始或已失效。請檢視合約，並公布新版政策。
privacy-objected = 此人對這項利用提出異議。
privacy-no_consent = 此項須經本人同意，而本人尚未同意。
privacy-not_registered = { $view } 不在檢視清單上。請加入所屬部分的清單。
privacy-nothing_kept = 此人未登錄{ $item ->
    [handle] 帳號名稱
    [name] 姓名
    [address] 地址
    [address_name] 地址名稱
    [country] 國家
    [phone] 電話號碼
    [email] 電子郵件地址
    [birthday] 出生日期
    [sex] 性別
    [payment] 付款方式
    [social] 社群帳號
   *[other] 此項目
 }。請本人填寫。
privacy-no_person = 查無此編號的人。
privacy-handle_taken = 此帳號名稱已有人使用。請選擇其他名稱。
privacy-email_taken = 此電子郵件地址已屬於另一個帳號。請登入，或使用其他地址。
privacy-empty = 請填寫{ $item ->
    [handle] 帳號名稱
    [name] 姓名
    [address] 地址
    [address_name] 地址名稱
    [country] 國家
    [phone] 電話號碼
    [email] 電子郵件地址
    [birthday] 出生日期
    [sex] 性別
    [payment] 付款方式
    [social] 社群帳號
   *[other] 必填項目
 }。
privacy-too_long = { $item ->
    [handle] 帳號名稱
    [name] 姓名
    [address] 地址
    [address_name] 地址名稱
    [country] 國家
    [phone] 電話號碼
    [email] 電子郵件地址
    [birthday] 出生日期
    [sex] 性別
    [payment] 付款方式
    [social] 社群帳號
   *[other] 此項目
 }過長，最多 { $most } 個字。
privacy-card_number = 這看起來是信用卡號碼。本站不保存卡號，請移除。
privacy-no_reason = 請以一行說明開啟的原因，例如訂單、詢問或請求。
privacy-no_such_choice = 隱私權政策沒有名為「{ $choice }」的選擇。
privacy-other_keystore = 金鑰庫與此資料庫的金鑰不符。請還原對應的金鑰庫與主檔。
privacy-policy_altered = 已公布的政策不得更改。請將下列項目恢復原狀，並把變更寫入新的版本；舊版 daiko 的示範請在空資料夾重新開始。{ $what }
privacy-policy_gone = 政策版本 { $version }（{ $hash }）曾在此生效，但檔案不見了。請放回新版旁。
privacy-policy_unfit = 無法依此政策啟動。{ $what }
privacy-no_such_version = 沒有這個政策版本。
privacy-version_moved = 此版本已進入下一步，請重新查看。
privacy-version_not_next = 它沒有接續現行版本。請在事實中寫入 previous = { $previous }。
privacy-version_not_later = 請給版本一個晚於 { $version } 的日期。
privacy-version_too_soon = 最早只能自 { $day } 起生效：在此之前日期已過，或來不及通知會員。請將生效日改為較晚的日期。
privacy-version_unfit = 無法在此版本下營運，請修改下列各行：{ $what }
privacy-version_known = 已有文字相同或日期相同的版本，請查看列表。
privacy-version_on_its_way = 另有已公告但尚未生效的版本。請等到其生效日，或先將其撤回。
privacy-version_binds = 此版本已生效，請改為公布另一個版本。
privacy-not_asked_again = 此版本沒有再次徵求該項同意。
privacy-already_erased = 此人的個人資料先前已刪除。
privacy-no_such_record = 您沒有這筆紀錄。
privacy-not_sealed_yet = 這筆紀錄剛產生，尚未列入已簽章的紀錄。請過幾秒再試。

## Requests
privacy-requests = 關於我的資料的請求
privacy-requests-go = 請求查閱、更正、停用或刪除您的資料
privacy-requests-what = 法律允許您提出的請求，以及您提出過的請求。多數會立即執行；需要專人決定的，會顯示答覆期限。
privacy-requests-made = 您提出過的請求
privacy-requests-none = 您尚未提出任何請求。請從上方選擇。
privacy-request = 請求
privacy-request-stands = 狀態
privacy-request-asked = 提出時間
privacy-request-due = 答覆期限
privacy-first-ends = 會先完成仍在進行的事項：
privacy-deletion-sure = 我了解七天之後無法復原
privacy-ask-deletion = 請求刪除
privacy-ask = 提出請求
privacy-your-question = 您的問題
privacy-right-value = 正確的內容
privacy-right-value-help = 若為其他事項，請說明哪裡有誤以及正確內容。
privacy-what-is-wrong = 要更正的項目
privacy-what-to-stop = 要停止的事項
privacy-stop-everything = 除進行中訂單所需以外的一切利用
privacy-stop-close = 全部：關閉我的帳號
privacy-request-is-made = 已收到您的請求。
privacy-take-archive = 下載封存檔
privacy-until = 截至
privacy-keep-link = 請保留此連結：帳號消失後仍可查看結果。
privacy-the-link = 此請求的連結
privacy-request-steps = 經過
privacy-all-requests = 所有請求
privacy-grace = 可撤回至
privacy-said-asker = 請求者
privacy-said-house = 本站的答覆
privacy-write-more = 補充說明
privacy-send = 送出
privacy-withdraw = 撤回請求
privacy-is-withdrawn = 請求已撤回。
privacy-controls = 管控
privacy-controls-what = 立即停止的事項，以及請運作中的系統對金鑰與紀錄所做的事
privacy-stop-purposes = 利用目的
privacy-stop-purposes-what = 停止的目的自此刻起，直到解除為止，即使重新啟動，也不會開啟任何人的資料。
privacy-stop-recipients = 接收者
privacy-stop-recipients-what = 停止的接收者自此刻起，直到解除為止，即使重新啟動，也不會收到任何資料。途中的信件與包裹會等待或扣下。
privacy-stands-stopped = 已停止
privacy-is-duty = 法律義務
privacy-stop = 停止…
privacy-stop-now = 立即停止
privacy-lift = 解除停止
privacy-tasks = 金鑰與紀錄
privacy-epoch = 金鑰以第 { $epoch } 代主金鑰包裝。
privacy-task = { $what ->
    [verify] 檢查紀錄
    [turn] 更換金鑰世代
   *[rotate] 更新金鑰
 }
privacy-task-what = { $what ->
    [verify] 逐筆核對紀錄與葉、葉與已簽署的頭，以及據以決定的每一列與紀錄。
    [turn] 以新的主金鑰重新包裝所有有效金鑰，舊的金鑰庫副本再也打不開任何東西。完成後請立即將金鑰庫與主金鑰檔分別備份到各自的位置。
   *[rotate] 每個人都換成新金鑰，舊金鑰封存的內容重新封存。期間系統照常運作。
 }
privacy-task-is-on = 進行中
privacy-task-done = 目前 { $count } 把金鑰
privacy-task-ask = 開始
privacy-task-asked = 已受理。結果會顯示在此。
privacy-desk = 權利請求
privacy-desk-what = 依期限排列的資料請求
privacy-desk-empty = 目前沒有待辦。新的請求會依期限顯示在此。
privacy-about-whom = 對象
privacy-who-asks = 請求者
privacy-documents = 已查看的文件
privacy-no-document = 尚無。請查看文件，只記錄種類，不留副本。
privacy-document-kind = 文件種類
privacy-document-seen = 記錄已查看
privacy-leads-to = 此地址所指的人
privacy-leads-nowhere = 本站不認識此人。核准即表示答覆「未保存任何資料」。
privacy-to-name = 記錄此地址
privacy-decide-by = 應決定的期限
privacy-passed-on = 須告知更正的接收者
privacy-has-confirmed = 已確認
privacy-note-passed = 記錄已告知
privacy-note-confirmed = 記錄對方已確認
privacy-to-answer = 答覆
privacy-answer-words = 您的答覆
privacy-to-grant = 准許
privacy-to-grant-what = 准許後即執行。若法律要求保存，須先經第二人同意。
privacy-grant-sure = 我已查看，應予執行
privacy-to-refuse = 拒絕
privacy-on-ground = 依據
privacy-why-words = 給請求者的說明
privacy-to-extend = 延長期限
privacy-second-asked = 已請第二人同意；同意後再准許。
privacy-is-granted = 已准許，正在執行。
privacy-on-record = 已記錄。
privacy-ask-house = 查詢我們保存的您的資料
privacy-ask-house-what = 供沒有帳號的人使用：來信者、應徵者、收件人。我們會先寄送連結到您的信箱；若保存有資料，會查看證件，但不留副本。
privacy-with-account = 有帳號者請由此提出
privacy-which-right = 您要請求什麼？
privacy-who-you-are = 您與我們的關係
privacy-for-whom = 為誰提出
privacy-for-myself = 本人
privacy-your-mail = 您的電子郵件
privacy-your-mail-help = 僅為此請求保存。
privacy-acted-for = 您所代理之人的電子郵件地址
privacy-acted-for-help = 僅在代理他人時填寫：當事人在本站使用的地址。您自己的地址指向您本人。
privacy-your-words = 說明
privacy-your-words-help = 說明何時、如何與我們往來，有助於查找。
privacy-look-in-mail = 請查看信箱：點選信中連結後請求即開始。
privacy-prove-what = 信件可送達您。繼續即開始請求。
privacy-prove = 開始請求
privacy-nothing-held = 我們沒有保存與此信箱相關的資料。
privacy-receipt = 收據
privacy-receipt-what = 證明刪除已記入簽章紀錄，任何人都可自行驗證。
privacy-stop-this = 停止：{ $what }
privacy-alarms = 已提醒 { $count } 次
privacy-right = { $right ->
    [R1] 查閱我的全部資料
    [R2] 關於我的資料的提問
    [R3] 更正
    [R4] 停止利用
    [R5] 刪除
   *[other] { $right }
 }
privacy-right-what = { $right ->
    [R1] 提供可離線開啟的頁面及 JSON、CSV，含利用目的、接收者、日期與證明。免費。
    [R2] 詢問資料的用途、使用者與原因，由專人答覆。
    [R3] 關於您本人的內容會立即更正；舊值封存備查，並告知最近 90 天的接收者。
    [R4] 停止某項目的、某接收者、一切利用，或關閉帳號。
    [R5] 七天內可撤回；之後待訂單完成，即銷毀您資料的金鑰。法律要求保存者，僅為該法律保存至期滿。
   *[other] { $right }
 }
privacy-request-state = { $state ->
    [asked] 待證明
    [open] 專人處理中
    [grace] 已預告
    [waiting] 等待進行中事項
    [working] 執行中
    [done] 完成
    [refused] 已拒絕
    [withdrawn] 已撤回
    [lapsed] 已失效
   *[other] { $state }
 }
privacy-request-event = { $event ->
    [ask] 提出
    [prove] 已證明身分
    [announce] 預告
    [ripen] 等待進行中事項
    [begin] 開始
    [finish] 執行完成
    [answer] 已答覆
    [refuse] 拒絕
    [withdraw] 撤回
    [lapse] 失效
    [extend] 延長
    [alarm] 已提醒專人
    [take] 已取走封存
   *[other] { $event }
 }
privacy-piece = { $piece ->
    [given] 名
    [family] 姓
    [latin] 拉丁字母姓名
    [birthday] 生日
    [phone] 電話號碼
    [sex] 性別
    [other] 其他
   *[other] { $piece }
 }
privacy-lawful-ground = { $ground ->
    [identity] 身分未經證明
    [mandate] 代理權未經證明
    [harm] 會損害他人權益
    [hindrance] 嚴重妨礙業務
    [other_law] 違反其他法令
    [accurate] 保存內容正確
    [legal_duty] 法律要求保存
   *[other] { $ground }
 }
privacy-ground-of = { $ground ->
    [identity] 拒絕：身分未經證明。
    [mandate] 拒絕：代理權未經證明。
    [harm] 拒絕：會損害他人權益。
    [hindrance] 拒絕：嚴重妨礙業務。
    [other_law] 拒絕：違反其他法令。
    [accurate] 拒絕：保存內容正確。
    [legal_duty] 拒絕：法律要求保存。
   *[other] { $ground }
 }
privacy-asker = { $asker ->
    [member] 會員
    [inquirer] 曾來信詢問
    [applicant] 曾應徵
    [addressee] 曾收到包裹
    [other] 其他
   *[other] { $asker }
 }
privacy-agent = { $agent ->
    [parent] 以父母身分代子女
    [guardian] 以監護人身分
    [attorney] 持委任書代理
    [lawyer] 以律師身分
   *[other] { $agent }
 }
privacy-document = { $kind ->
    [passport] 護照
    [licence] 駕照
    [residence] 居留證或身分證
    [insurance] 健保卡
    [mandate] 委任書
    [register] 戶籍或登記證明
   *[other] { $kind }
 }
privacy-clock-of = { $law ->
    [jp] 依日本法：
    [eu] 依歐洲法：
   *[other] { $law }
 }
privacy-no_such_request = 您沒有這樣的請求。
privacy-duty_not_stopped = { $purpose } 是法律規定的義務，不能停止。法律不再要求時，請公布新版政策。
privacy-no_such_control = 現行政策中沒有 { $what }。請從清單中選擇目的或接收者。
privacy-task_runs = 已在進行中。請等它結束後再要求一次。
privacy-no_such_step = 請求狀態已變更，請重新查看。
privacy-asked_already = 您已提出相同請求。請查看該請求，或先撤回。
privacy-no_such_subject = 請選擇對象。
privacy-no_lawful_ground = 保護此人的法律不允許以「{ $ground }」拒絕此請求。請另選依據或准許。
privacy-no_fee = 法律不允許對此權利收費。
privacy-not_longer = 僅歐洲法允許延長一次，且須在第一個月內告知。
privacy-nothing_seen = 請先記錄查看了哪份證明身分的文件。
privacy-no_mandate_seen = 請先記錄查看了哪份證明代理權的文件。
privacy-nobody_named = 請先記錄被代理人的電子郵件地址。代理人自己的地址指向代理人本人。
privacy-busy = 過去一小時內的請求非常多。請一小時後再試；您已提出的請求正在處理中。
privacy-mail_bounces = 寄往此地址的信件被退回。請改用其他地址，或再確認一次。
privacy-archive_on_its_way = 此封存正在下載。請等它完成，或先結束該下載。
privacy-many_archives = 目前有其他人正在取走封存。請一分鐘後再試。
privacy-archive_over = 此封存檔已無法下載，請重新請求。
privacy-bad_mail = 這不是電子郵件地址。請輸入如 name@example.org。
privacy-sign_in_anew = 您登入已超過十五分鐘。請登出後重新登入，再提出一次。
privacy-runs = { $what ->
    [bids] { $count } 件出價
    [orders] { $count } 件訂單
    [purchases] { $count } 筆進行中的購買
    [quotes] { $count } 件代購詢價
    [held] 保留中的金額 { $yen }
   *[money] 預付款 { $yen }
 }
privacy-predecessor = 此人隨另一項事業的承接而來，其原政策對 { $purpose } 沒有這種利用。在其同意本店政策之前不予開啟。
privacy-not_handed_over = 這裡已僅適用本店的政策。
privacy-handover_broken = 移交檔案不成立：{ $what }。未接收任何人；請重新索取檔案與金鑰。
privacy-no_provenance = 請說明由誰提供這些資料，以及其取得方式；否則一概不接收。
privacy-came-with = 您的資料隨 { $house } 的事業移交給我們。在您同意我們的政策之前，僅用於其政策所列的目的。
privacy-read-ours = 我們的政策
privacy-agree-to-ours = 我同意此政策
privacy-agreed-to-ours = 從現在起，您的資料僅適用本店的政策。

## 政策的版本
privacy-versions = 隱私政策的版本
privacy-versions-what = 曾在此公告或生效的所有版本，連同日期與雜湊值。任兩個版本之間的差異列於各版本的頁面。
privacy-version = 版本
privacy-version-of = 版本 { $version }
privacy-version-state = 狀態
privacy-version-is = { $state ->
    [draft] 草稿
    [review] 審查中
    [announced] 已公告
    [in_force] 生效中或曾生效
    [discarded] 已捨棄
   *[withdrawn] 生效前撤回
}
privacy-version-effective = 生效日
privacy-version-drafted = 起草
privacy-version-reviewed = 提交審查
privacy-version-announced = 公告
privacy-version-told = 已通知所有會員
privacy-version-adopted = 開始生效
privacy-version-ended = 撤回或捨棄
privacy-version-second = 第二位同意者
privacy-version-decided = 決定者
privacy-version-hash = 雜湊值
privacy-version-compare = 與其他版本比較
privacy-version-texts = 輸入的原文
privacy-decided-files = 營運者（開站時的檔案）
privacy-decided-one = 隱私負責人
privacy-decided-two = 隱私負責人與第二位同意者
privacy-asked-again = 我們再次徵求您的同意
privacy-asked-again-what = 在您同意過的事項上，此版本讓我們可以做得更多。先前的同意不適用於新的文字：自生效日起，除非您在此同意，否則不會依新的文字使用您的資料。
privacy-you-agreed-to = 您先前同意的是：
privacy-now-asked = 現在徵求的是：
privacy-or-do-nothing = 若您不作任何操作，即視為不同意。
privacy-policy-desk = 隱私政策
privacy-policy-desk-what = 起草、審查並公告下一個版本。
privacy-policy-desk-how = 版本經起草、審查、公告給所有會員後，自其生效日起適用。擴大使用範圍的版本須兩人同意，並遵守現行版本承諾的預告期間。
privacy-new-draft = 新草稿
privacy-new-draft-how = 已填入現行版本的文字。請在四份文字中寫上新的版本日期與生效日，並以下列方式接續現行版本：
privacy-drafts = 草稿
privacy-no-drafts = 沒有草稿。
privacy-draft-files = 檔案
privacy-draft-files-help = 所選檔案會取代下方的文字：事實為「名稱.toml」，文字為「名稱.en.toml」、「名稱.ja.toml」與「名稱.zh-Hant.toml」。
privacy-draft-part = { $file }
privacy-draft-flaws = 尚未儲存。請修正下列各行；您輸入的內容仍在下方。
privacy-keep-draft = 儲存草稿
privacy-draft-kept = 草稿已儲存。
privacy-facts = 事實
privacy-binds-from = 預定生效：
privacy-told-people = 已通知 { $count } 位會員即將生效。
privacy-untold-people = 已通知 { $count } 位會員不會生效。
privacy-takes-two = 此版本擴大使用範圍：須由另一人同意。
privacy-approvals = 核准
privacy-put-up = 提交審查
privacy-announce = 公告給所有會員
privacy-discard = 捨棄草稿
privacy-withdraw-version = 在生效前撤回
privacy-nothing-stops = 程式的所有檢視都符合此版本。
privacy-what-stops = 下列檢視將會停止，因此無法在此版本下營運：
privacy-is-put-up = 已進入審查，內容不再變更。
privacy-is-announced = 已公告，正在通知會員。
privacy-version-second-asked = 已先請另一人同意，請見「核准」。
privacy-is-ended = 已撤回；曾收到通知的會員會得知此事。

privacy-which-part = 內容
privacy-no-part = 不需指定（揭露、詢問、刪除）

privacy-by-wire = 以電子方式傳送中，自
privacy-not-taken = 接收方未收下
privacy-print-letter = 列印信件並交付
privacy-no-letter = 程式沒有給此接收方的信件：請自行書寫通知，再作記錄。
privacy-correction = 個人資料更正通知
privacy-correction-what = 我們先前交付給貴方的客戶資料已更正，正確內容如下：
privacy-correction-ask = 請改用此內容，銷毀被取代的資料，並向我們確認。本公司編號：
