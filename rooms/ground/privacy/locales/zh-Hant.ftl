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
privacy-policy_altered = 已公布的政策不得更改。{ $what }
privacy-policy_gone = 政策版本 { $version }（{ $hash }）曾在此生效，但檔案不見了。請放回新版旁。
privacy-policy_unfit = 無法依此政策啟動。{ $what }
privacy-no_such_version = 沒有即將生效的政策版本 { $version }。請將檔案放在現行版本旁。
privacy-not_told_yet = 該時間尚未到。請在通知最後一位會員之後再記錄。
privacy-already_erased = 此人的個人資料先前已刪除。
privacy-no_such_record = 您沒有這筆紀錄。
privacy-not_sealed_yet = 這筆紀錄剛產生，尚未列入已簽章的紀錄。請過幾秒再試。
