# 法定義務：個人資料外洩與通知。

## The desk of incidents
duties-incidents = 資料外洩事件
duties-incidents-what = 個人資料的外洩：涉及哪些人、須於何時通報，以及是否已通知每一位當事人。
duties-incidents-none = 沒有任何事件紀錄。
duties-incident = 事件
duties-incident-open = 登錄事件
duties-incident-open-what = 請填寫何時得知，以及目前所知的原因。之後都可以更正，每次更正都會留下紀錄。
duties-opened = 登錄時間
duties-cause = 原因
duties-persons = 計入人數
duties-persons-all = 遭接觸人數
duties-persons-sealed = 其中僅限加密副本
duties-persons-europe = 計入者中位於歐洲者
duties-next-clock = 最近期限
duties-is-closed = 已結案
duties-alarms = { $count } 則警示
duties-known = 得知時間
duties-instant-help = 例如 2026-11-22 10:05（日本時間）
duties-on-record = 已留下紀錄。
duties-ringing = 期限警示
duties-saw = 我已看到
duties-has-passed = { $clock }：期限已過
duties-comes-near = { $clock }：距期限 { $left }
duties-class = 應負義務
duties-not-reported = 在日本無須通報
duties-tells-all = 應通知所有計入者。
duties-tells-europe = 應通知位於歐洲者。
duties-tells-nobody = 無須通知任何人。
duties-fields = 遭接觸的項目
duties-grounds = 通報依據
duties-exemption = 加密
duties-to-tell = 通知當事人
duties-clocks = 期限
duties-no-clock = 依目前所知，沒有進行中的期限。
duties-handed-in = 已提交
duties-late = 逾期
duties-hand-in-what = 向主管機關提交後，請在此記錄提交的是哪一版。
duties-which-report = 哪一份通報
duties-which-paper = 哪一版
duties-note-handed-in = 記錄已提交
duties-ways = 接觸途徑
duties-no-way = 尚未填寫途徑，因此沒有人計入。
duties-ways-what = 系統依每個途徑與時段，從查閱紀錄與提供紀錄精確計算涉及的人。
duties-way = 途徑
duties-whom = 對象
duties-whom-help = 員工、帳號或紀錄的編號；角色、檢視畫面、利用目的；或接收者：{ $recipients }。若是副本請留空。
duties-from = 起
duties-until = 迄
duties-was-none = 並非如此
duties-add-way = 新增途徑
duties-facts = 事實
duties-facts-what = 更改後會重新計算人數與期限。
duties-keys = 金鑰
duties-sensitive = 含敏感資料
duties-money = 可能造成財產損失
duties-risk = 對當事人的風險（歐洲）
duties-yes = 是
duties-no = 否
duties-state = 記錄事實
duties-papers = 九項通報
duties-papers-what = 由事實自動起草；每一版都會保存。請勿寫入任何人的姓名。
duties-write-paper = 撰寫通報：{ $lang }
duties-paper-of = 通報（{ $lang }）版本
duties-paper-what = 已保存的版本不會改變。您改過的項目旁會顯示目前事實所述的內容。
duties-by-the-facts = 依目前事實
duties-paper-keep = 保存這一版
duties-paper-take = 存成檔案
duties-telling = 通知當事人
duties-telling-since = 開始時間
duties-untold = 尚待通知
duties-waiting = 信件寄送中
duties-left = 信件已寄出
duties-on-site = 僅於網站通知
duties-unreached = 信件無法送達
duties-public-since = 公告時間
duties-statement-what = 當事人（公告時則為所有人）將讀到的文字：經過、我們的處置、他們可以做的事。請勿寫入任何人的姓名。
duties-statement-in = { $lang ->
    [en] 英文
    [ja] 日文
   *[other] 繁體中文
 }
duties-statement-keep = 保存文字
duties-tell-all = 開始通知當事人
duties-publish = 發布公告
duties-to-close = 結案
duties-to-close-what = 所有通報皆已提交、所有人皆已通知後方可結案。紀錄會依政策所定期間保存。
duties-history = 處理經過

## Words of ours
duties-cause-is = { $cause ->
    [attack] 外部攻擊
    [insider] 內部人員
    [mistake] 失誤
    [loss] 遺失
   *[other] { $cause }
 }
duties-keys-are = { $keys ->
    [away] 無法取得
    [near] 可能取得
    [unknown] 尚不清楚
   *[other] { $keys }
 }
duties-risk-is = { $risk ->
    [unlikely] 不太可能
    [some] 有可能
    [high] 很高
   *[other] { $risk }
 }
duties-ground = { $ground ->
    [sensitive] 敏感資料：一人即須通報
    [money] 財產損失：一人即須通報
    [improper] 不正目的：一人即須通報
    [mass] 超過規則所定人數
   *[other] { $ground }
 }
duties-clock = { $clock ->
    [first] 初步通報（日本）
    [full] 完整通報（日本）
    [europe] 歐洲通報
   *[other] { $clock }
 }
duties-exemption-is = { $exemption ->
    [applies] 僅在加密副本中遭接觸者不計入：金鑰無法取得。
    [opened] 不適用例外：遭接觸的是已開啟的資料。
    [keys_near] 不適用例外：金鑰可能已被取得。
    [keys_unknown] 金鑰情況不明前，不適用例外。
    [nobody] 沒有人遭接觸。
   *[other] { $exemption }
 }
duties-way-is = { $way ->
    [staff] 由某位員工
    [role] 由某個角色
    [view] 經由某個檢視畫面
    [purpose] 為某個目的
    [recipient] 在某個接收者處
    [act] 紀錄中的一筆（清單、匯出、檔案）
    [account] 某人的帳號
    [copy] 整個資料庫的副本
   *[other] { $way }
 }
duties-item = { $item ->
    [opened] 登錄
    [known] 得知時間
    [cause] 原因
    [keys] 金鑰
    [sensitive] 敏感資料
    [money] 財產損失
    [risk] 風險
    [reach] 新增途徑
    [unreach] 途徑並非如此
    [counted] 人數
    [fields] 項目
    [paper] 撰寫通報
    [sent] 提交通報
    [statement] 撰寫說明
    [telling] 開始通知
    [public] 公告
    [alarm] 期限警示
    [seen] 已看到警示
    [closed] 結案
   *[other] { $item }
 }

## What the people see
duties-you-were-reached = 您的資料遭他人接觸：經過與您可以做的事
duties-my-data = 我的資料
duties-you-were-told = 通知時間：
duties-what-you-can-do = 要求告知、停止使用或刪除您的資料
duties-public = 資料外洩公告
duties-was-ordered = 主管機關命令提供或保全您的資料

## Orders of authorities
duties-orders = 主管機關的命令
duties-orders-what = 主管機關依法命令保全或提供的資料：範圍限縮、兩人決定，法律允許時即告知當事人。
duties-orders-none = 沒有任何命令紀錄。
duties-order = 主管機關的命令
duties-order-new = 登錄命令
duties-order-new-what = 請依文件內容準確填寫。在保全或提供任何資料之前，須另一人同意。
duties-second-asked = 已請另一人同意。
duties-authority = 主管機關
duties-article = 依據條文
duties-document = 文號
duties-dated = 文件日期
duties-day-help = 例如 2026-11-22
duties-asks = 要求內容
duties-pieces = 所列項目（其他一概不含）
duties-people = 所列人員
duties-people-help = 每行一個編號，如各畫面所示
duties-keep-until = 保全至
duties-silent = 在解除之前，法律禁止告知當事人
duties-tell-at = 可告知當事人的時間
duties-tell-at-help = 留空：除非禁止，否則立即告知
duties-stands = 狀態
duties-ended = 結束
duties-handed-out = 檔案交付
duties-people-told = 已告知
duties-was-there = 實際存有的項目
duties-handed-over = 提供時間
duties-order-do = 執行命令
duties-order-do-what = 須另一人同意後方可執行。系統會複製所列項目，如有要求則提供一次，並記入提供紀錄。
duties-approvals = 同意清單
duties-order-refuse = 拒絕
duties-order-withdraw = 主管機關已撤回
duties-ground-why = 理由
duties-file = 交付主管機關的檔案
duties-file-what = 只交付一次，之後即不存在。若無人領取，銷毀時間：
duties-file-take = 立即交付
duties-lift = 何時可告知當事人
duties-lift-what = 請依主管機關目前的指示填寫。屆時系統會告知當事人，並讓其看到全部內容。
duties-order-state = { $state ->
    [open] 待處理
    [done] 已執行
    [refused] 已拒絕
    [withdrawn] 已撤回
   *[other] { $state }
 }
duties-asks-is = { $asks ->
    [keep] 保全，暫不提供
    [hand] 提供
   *[other] { $asks }
 }
duties-piece = { $piece ->
    [name] 姓名
    [address] 地址
    [birthday] 出生日期
   *[other] { $piece }
 }

## Businesses that go over
duties-handovers = 事業移交
duties-handovers-what = 將事業移交承接者，或自前手接收的紀錄；人員與所適用的政策一併移轉。
duties-handovers-none = 沒有移交紀錄。
duties-handover-new = 將事業移交承接者
duties-handover-new-what = 須另一人同意。之後由營運者以 daiko privacy handover export 寫出檔案。
duties-party = 對象
duties-agreement = 協議，或其取得方式
duties-handover-way = { $way ->
    [out] 移交承接者
    [in] 自前手接收
   *[other] { $way }
 }

## The clock
duties-schedule-ring = 發出事件期限警示
duties-schedule-sweep = 清除已過保存期限的事件

## Refusals
duties-no_such_incident = 沒有這個事件。請再看一次清單。
duties-closed = 此事件已結案，紀錄不再變動。若有新事實，請另行登錄。
duties-moved_on = 其他人已先行更改。請重新載入頁面，依目前內容決定。
duties-not_yet = 該時間在未來。請填寫實際時間。
duties-wrong_window = 結束早於開始。請先填較早的時間。
duties-no_instant = 請以日本時間填寫，例如 2026-11-22 10:05。
duties-no_such_way = 沒有 { $whom } 所指的項目。請依處理清單填寫編號、角色、畫面、目的或接收者。
duties-names_somebody = 內容含有可識別個人的資訊（{ $what }），請刪除。
duties-too_long = 最多 { $most } 字。請精簡。
duties-item_missing = 九個項目都須填寫；若尚不清楚，請如此註明。
duties-no_such_paper = 沒有這一版通報。請先撰寫，或從清單選擇。
duties-sent_already = 此通報已提交並留有紀錄。更正請於下一份通報提出。
duties-nobody_to_tell = 依目前事實，無人須通知。請先記錄事實；公告則隨時可行。
duties-no_statement = 請先以三種語言撰寫通知內容。
duties-tells_already = 通知已在進行。之後加入的人也會自動通知。
duties-public_already = 公告已發布。
duties-report_missing = 尚有通報未提交：{ $report }。請提交並記錄後再結案。
duties-people_missing = 尚有 { $count } 人未通知。請通知並等信件寄出。
duties-public_missing = 有 { $count } 人信件無法送達。請先公告再結案。
duties-no_such_order = 沒有這項命令。請再看一次清單。
duties-order_ended = 此命令已結束，紀錄不再變動。若再次要求，請另行登錄。
duties-no_authority = 政策中沒有可依法提供資料的主管機關 { $whom }。請選擇政策所列者，或先修改政策。
duties-no_pieces = 請選擇命令所列的項目。未列者不予提供。
duties-too_wide = 政策不允許向此機關提供 { $piece }。請詢問其依據，或予以拒絕。
duties-no_people = 請以編號列出 1 至 { $most } 人。未列人員的命令應予拒絕。
duties-no_such_person = 沒有編號為 { $whom } 的人。請每行填寫一個編號。
duties-no_end = 請填寫保全至何時：須為未來，最長一年。需延長時請更新。
duties-no_document = 請填寫依據條文與文號。
duties-no_ground = 請填寫拒絕或撤回的理由。
duties-no_file = 沒有可交付的檔案：已交付或已逾期。如再次需要，請另行登錄。
duties-no_party = 請填寫承接者與所依的協議。
duties-handover_over = 這項移交已全部匯出。若要再次匯出，請另行登錄，並由兩人重新同意。
duties-no_such_handover = 沒有這項移交。請先在 /staff/handovers 登錄。
duties-needs_second = 須另一人先在 /staff/approvals 同意；已請其同意。
duties-told_already = 已告知當事人。
