# 会員本人の情報の画面の文言。方針そのものの文言はpolicy/にある。

## 私の個人情報
privacy-mine = 私の個人情報
privacy-mine-what = あなたの個人情報を本人以外が開いたすべての記録、提供先のすべて、ご本人の選択のすべてです。ここの記録は、後から書き換えれば必ずわかります。証明をお手元に保存できます。
privacy-your-choices = ご本人の選択
privacy-who-opened = 開いた者
privacy-to-whom-handed = 提供先
privacy-what-chosen = 選択の履歴と、そのとき表示した文
privacy-when-it-goes = 消去の予定
privacy-in-force = 現行の個人情報保護方針
privacy-is-erased = 消去済み
privacy-is-stopped = すべての利用を停止中
privacy-since = 停止日時：
privacy-use-again = 利用の停止を取り消す
privacy-stop-use = 私の個人情報の利用をすべて停止する
privacy-agreed = 同意済み
privacy-not-given = 未同意
privacy-is-objected = 異議申し立て済み
privacy-no-objection = 異議なし
privacy-i-agree = 同意する
privacy-i-object = 異議を申し立てる
privacy-take-back = 取り消す
privacy-chosen = 選択を記録しました。今後に適用されます。
privacy-use-stopped = 個人情報の利用をすべて停止しました。
privacy-use-resumed = 個人情報の利用を再開できるようにしました。

## 記録
privacy-when = 日時
privacy-who = 開いた者
privacy-what-for = 利用目的
privacy-what = 内容
privacy-why = 理由
privacy-proof = 証明
privacy-take-proof = 保存する
privacy-nobody-opened = ご本人以外に、個人情報を開いた者はいません。
privacy-opened-caption = 私の個人情報を開いた者
privacy-kind = { $kind ->
    [opened] 閲覧
    [disclosed] 第三者提供
    [received] 承継
    [chosen] 選択
    [stopped] 利用の停止
    [destroyed] 廃棄
    [erased] 消去
    [expired] 保有期間の終了
    [policy] 方針の変更
    [epoch] 鍵の更新
   *[other] { $kind }
 }
privacy-nobody-given = 外部に提供したことはありません。
privacy-handed-caption = 私の個人情報の提供先
privacy-to-whom = 提供先
privacy-route = 提供の根拠
privacy-record = 提供記録
privacy-open = 開く
privacy-this-line = この行のとおり
privacy-nothing-chosen = まだ何も選択していません。すべて方針のとおりに扱われます。
privacy-yes = はい
privacy-taken-back = 取り消し
privacy-the-words = 表示した文
privacy-the-proof = 証明
privacy-no-clock = 保有期間はまだ始まっていません。アカウントの閉鎖、または注文の完了の日から数えます。
privacy-shown = 表示された文

## 一件の第三者提供
privacy-third-party = 第三者への提供
privacy-named-as = ご本人の表示
privacy-their-address = 提供先の住所
privacy-represented = 提供先の代表者
privacy-country = 国
privacy-items = 提供した項目
privacy-ground = 提供の根拠
privacy-means = 提供の方法
privacy-back = 私の個人情報へ戻る

## 断り文
privacy-not_declared = 個人情報保護方針は、{ $view }がこの目的で読む項目を定めていません。方針かビューを改めてください。
privacy-not_allowed = 個人情報保護方針は、{ $role ->
    [member] ご本人
    [buyer] 購入担当
    [warehouse] 倉庫
    [support] お客様窓口
    [accountant] 経理
    [marketing] 販売促進
    [privacy_officer] 個人情報保護責任者
    [recruiter] 採用担当
    [administrator] 管理者
    [system] プログラム
   *[other] { $role }
 }が{ $view }を開くことを認めていません。
privacy-policy_narrowed = 現行の方針は{ $view }を認めていません。何も開いていません。
privacy-erased = この方の個人情報は消去されました。
privacy-stopped = この方は個人情報の利用の停止を求めています。
privacy-no_route = 個人情報保護方針に、{ $recipient }へ提供できる根拠の定めがありません。
privacy-route_lapsed = { $recipient }への提供の根拠は、まだ始まっていないか、終了しています。契約を確認し、方針の新しい版を公表してください。
privacy-objected = この方はこの利用に異議を申し立てています。
privacy-no_consent = これにはご本人の同意が必要です。まだ同意がありません。
privacy-not_registered = { $view }はビューの一覧にありません。該当する部屋の一覧に加えてください。
privacy-nothing_kept = この方の{ $item ->
    [handle] ハンドル
    [name] 氏名
    [address] 住所
    [address_name] 住所の名前
    [country] 国
    [phone] 電話番号
    [email] メールアドレス
    [birthday] 生年月日
    [sex] 性別
    [payment] 支払い手段
    [social] SNSアカウント
   *[other] この項目
 }は登録されていません。ご本人に登録をお願いしてください。
privacy-no_person = その番号の方は登録されていません。
privacy-handle_taken = そのハンドルはすでに使われています。別のものを選んでください。
privacy-email_taken = そのメールアドレスは別のアカウントに登録されています。ログインするか、別のアドレスを入力してください。
privacy-empty = { $item ->
    [handle] ハンドル
    [name] 氏名
    [address] 住所
    [address_name] 住所の名前
    [country] 国
    [phone] 電話番号
    [email] メールアドレス
    [birthday] 生年月日
    [sex] 性別
    [payment] 支払い手段
    [social] SNSアカウント
   *[other] 必須の項目
 }を入力してください。
privacy-too_long = { $item ->
    [handle] ハンドル
    [name] 氏名
    [address] 住所
    [address_name] 住所の名前
    [country] 国
    [phone] 電話番号
    [email] メールアドレス
    [birthday] 生年月日
    [sex] 性別
    [payment] 支払い手段
    [social] SNSアカウント
   *[other] この項目
 }が長すぎます。{ $most }文字以内で入力してください。
privacy-card_number = カード番号のようです。当サイトではカード番号をお預かりしません。取り除いてください。
privacy-no_reason = 開く理由を一行で入力してください。注文、お問い合わせ、ご依頼などです。
privacy-no_such_choice = 個人情報保護方針に「{ $choice }」という選択はありません。
privacy-other_keystore = キーストアが、このデータベースの鍵と一致しません。対応するキーストアとマスターファイルを復元してください。
privacy-policy_altered = 公表した方針は書き換えられません。次の項目を元に戻し、変更は新しい版に書いてください。以前の daiko のデモは空のフォルダーで始め直してください。{ $what }
privacy-policy_gone = 方針の版{ $version }（{ $hash }）はここで有効でしたが、ファイルがありません。新しい版と同じ場所に戻してください。
privacy-policy_unfit = この方針のもとでは起動できません。{ $what }
privacy-no_such_version = そのような方針の版はありません。
privacy-version_moved = この版はすでに先に進んでいます。もう一度ご覧ください。
privacy-version_not_next = 現行の版に続いていません。事実の文に previous = { $previous } と書いてください。
privacy-version_not_later = { $version }より後の日付を版に付けてください。
privacy-version_too_soon = 施行できるのは早くても{ $day }からです。それより前は日が過ぎているか、会員への告知が間に合いません。施行日を後の日にしてください。
privacy-version_unfit = この版では運営できません。次の行を直してください。{ $what }
privacy-version_known = 同じ文、または同じ日付の版がすでにあります。一覧をご覧ください。
privacy-version_on_its_way = 告知済みで施行前の版が別にあります。その施行日を待つか、先に撤回してください。
privacy-version_binds = この版はすでに有効です。代わりに別の版を公表してください。
privacy-not_asked_again = この版では、その同意をあらためて求めていません。
privacy-already_erased = この方の個人情報はすでに消去されています。
privacy-no_such_record = あなたの記録に、そのようなものはありません。
privacy-not_sealed_yet = この記録は作られたばかりで、まだ署名付きの記録に入っていません。数秒後にもう一度お試しください。

## Requests
privacy-requests = 個人情報に関するご請求
privacy-requests-go = 保有情報の開示・訂正・利用停止・削除を請求する
privacy-requests-what = 法律にもとづいて請求できることと、これまでのご請求です。多くはすぐに実行され、担当者の判断が必要なものには回答期限が表示されます。
privacy-requests-made = これまでのご請求
privacy-requests-none = ご請求はまだありません。上からお選びください。
privacy-request = ご請求
privacy-request-stands = 状況
privacy-request-asked = 請求日
privacy-request-due = 回答期限
privacy-first-ends = 進行中のものが終わってから実行します。
privacy-deletion-sure = 7日を過ぎると取り消せないことを理解しました
privacy-ask-deletion = 削除を請求する
privacy-ask = 請求する
privacy-your-question = ご質問
privacy-right-value = 正しい内容
privacy-right-value-help = その他の場合は、どこが誤りで何が正しいかをお書きください。
privacy-what-is-wrong = 訂正する項目
privacy-what-to-stop = 停止する内容
privacy-stop-everything = 進行中の注文に必要なものを除くすべての利用
privacy-stop-close = すべて（退会する）
privacy-request-is-made = ご請求を受け付けました。
privacy-take-archive = アーカイブを受け取る
privacy-until = 期限
privacy-keep-link = このリンクを保管してください。アカウントが消えた後も結果を確認できます。
privacy-the-link = このご請求のリンク
privacy-request-steps = 経過
privacy-all-requests = すべてのご請求
privacy-grace = 取り消しできる期限
privacy-said-asker = 請求者
privacy-said-house = 当社の回答
privacy-write-more = 追記する
privacy-send = 送信する
privacy-withdraw = 請求を取り下げる
privacy-is-withdrawn = ご請求は取り下げられました。
privacy-controls = 管理操作
privacy-controls-what = 直ちに停止するものと、稼働中のシステムに鍵と記録について依頼すること
privacy-stop-purposes = 利用目的
privacy-stop-purposes-what = 停止した利用目的では、この瞬間から解除されるまで、再起動をまたいでも、誰の情報も開かれません。
privacy-stop-recipients = 提供先
privacy-stop-recipients-what = 停止した提供先には、この瞬間から解除されるまで、再起動をまたいでも、何も渡されません。送信や発送の途中のものは待つか、差し止められます。
privacy-stands-stopped = 停止中
privacy-is-duty = 法律上の義務
privacy-stop = 停止する…
privacy-stop-now = 今すぐ停止する
privacy-lift = 停止を解除する
privacy-tasks = 鍵と記録
privacy-epoch = 鍵は第 { $epoch } 世代で包まれています。
privacy-task = { $what ->
    [verify] 記録を検査する
    [turn] 鍵の世代を替える
   *[rotate] 鍵を新しくする
 }
privacy-task-what = { $what ->
    [verify] すべての記載を葉と、すべての葉を署名済みの先頭と、判断のもとになるすべての行を記載と照合します。
    [turn] 生きているすべての鍵を新しいマスター鍵で包み直します。以前の鍵ストアの写しでは何も開けなくなります。終わりしだい、鍵ストアとマスターファイルをそれぞれの場所に写してください。
   *[rotate] 全員の鍵を新しくし、古い鍵で封じたものを封じ直します。その間もシステムは動き続けます。
 }
privacy-task-is-on = 実行中
privacy-task-done = これまでに { $count } 個の鍵
privacy-task-ask = 始める
privacy-task-asked = 受け付けました。結果はここに表示されます。
privacy-desk = 権利の請求
privacy-desk-what = 個人情報に関する請求を期限順に
privacy-desk-empty = 待っている請求はありません。新しい請求は期限順にここに表示されます。
privacy-about-whom = 対象者
privacy-who-asks = 請求者
privacy-documents = 確認した書類
privacy-no-document = まだありません。提示を受け、種類だけを記録してください。写しは取りません。
privacy-document-kind = 書類の種類
privacy-document-seen = 確認したことを記録する
privacy-leads-to = アドレスが指す人
privacy-leads-nowhere = 当社の知る人はいません。承認すると「情報を保有していない」との回答になります。
privacy-to-name = このアドレスを記録する
privacy-decide-by = 判断の期限
privacy-passed-on = 訂正を伝える提供先
privacy-has-confirmed = 確認済み
privacy-note-passed = 伝えたことを記録する
privacy-note-confirmed = 確認を受けたことを記録する
privacy-to-answer = 回答する
privacy-answer-words = 回答
privacy-to-grant = 認める
privacy-to-grant-what = 認めると実行されます。法律が保存を求めるものがある場合は、もう一人の同意が必要です。
privacy-grant-sure = 内容を確認し、実行してよい
privacy-to-refuse = 認めない
privacy-on-ground = 理由
privacy-why-words = 請求者への説明
privacy-to-extend = 期限を延ばす
privacy-second-asked = もう一人に同意を求めました。同意の後に認めてください。
privacy-is-granted = 認めました。実行されます。
privacy-on-record = 記録しました。
privacy-ask-house = 保有情報に関するご請求
privacy-ask-house-what = アカウントのない方（お問い合わせ・ご応募された方、荷物の受取人など）の窓口です。まずメールアドレスにリンクをお送りします。情報を保有している場合は本人確認書類を拝見し、写しは保管しません。
privacy-with-account = アカウントをお持ちの方はこちら
privacy-which-right = ご請求の内容
privacy-who-you-are = 当社との関わり
privacy-for-whom = どなたの情報ですか
privacy-for-myself = 本人
privacy-your-mail = メールアドレス
privacy-your-mail-help = このご請求のためだけに保管します。
privacy-acted-for = ご本人のメールアドレス
privacy-acted-for-help = 代理の場合のみ、ご本人が当社にお知らせのアドレスをご記入ください。代理人のアドレスは代理人ご自身を指します。
privacy-your-words = ご説明
privacy-your-words-help = いつどのように関わられたかをお書きいただくと探しやすくなります。
privacy-look-in-mail = メールをご確認ください。届いたリンクからご請求が始まります。
privacy-prove-what = メールが届くことを確認しました。次へ進むとご請求が始まります。
privacy-prove = 請求を始める
privacy-nothing-held = このアドレスに関する情報は保有していません。
privacy-receipt = 受領証
privacy-receipt-what = 消去が署名付きの記録に載っている証明です。誰でも当社なしに検証できます。
privacy-stop-this = 停止：{ $what }
privacy-alarms = 督促{ $count }回
privacy-right = { $right ->
    [R1] 保有個人データの開示
    [R2] 個人情報についての質問
    [R3] 訂正
    [R4] 利用停止
    [R5] 削除
   *[other] { $right }
 }
privacy-right-what = { $right ->
    [R1] 保有する情報のすべてを、オフラインで開けるページとJSON・CSVでお渡しします。利用目的・提供先・消去日・証明つきで、無料です。
    [R2] 何が何のために誰に使われるのか、お尋ねください。担当者がお答えします。
    [R3] ご自身に関する内容はすぐに訂正します。訂正前の値は記録として封印され、過去90日間の提供先に伝えます。
    [R4] 目的ごと・提供先ごとの停止、すべての利用停止、退会ができます。
    [R5] 7日間は取り消せます。その後、ご注文がすべて終わり次第、データの鍵を破棄します。法律が保存を求めるものは、その目的のためだけに期日まで残ります。
   *[other] { $right }
 }
privacy-request-state = { $state ->
    [asked] 確認待ち
    [open] 担当者が確認中
    [grace] 予告中
    [waiting] 進行中のものを待機
    [working] 実行中
    [done] 完了
    [refused] 不承認
    [withdrawn] 取り下げ
    [lapsed] 期限切れ
   *[other] { $state }
 }
privacy-request-event = { $event ->
    [ask] 請求
    [prove] 本人確認
    [announce] 予告
    [ripen] 進行中のものを待機
    [begin] 開始
    [finish] 実行完了
    [answer] 回答
    [refuse] 不承認
    [withdraw] 取り下げ
    [lapse] 期限切れ
    [extend] 期限延長
    [alarm] 担当者への督促
    [take] アーカイブの受け取り
   *[other] { $event }
 }
privacy-piece = { $piece ->
    [given] 名
    [family] 姓
    [latin] ローマ字氏名
    [birthday] 生年月日
    [phone] 電話番号
    [sex] 性別
    [other] その他
   *[other] { $piece }
 }
privacy-lawful-ground = { $ground ->
    [identity] 本人確認ができない
    [mandate] 代理権が確認できない
    [harm] 他者の権利利益を害するおそれ
    [hindrance] 業務に著しい支障
    [other_law] 他の法令に違反する
    [accurate] 内容は正確である
    [legal_duty] 法令による保存義務
   *[other] { $ground }
 }
privacy-ground-of = { $ground ->
    [identity] お断り：本人確認ができませんでした。
    [mandate] お断り：代理権が確認できませんでした。
    [harm] お断り：他者の権利利益を害するおそれがあります。
    [hindrance] お断り：業務に著しい支障があります。
    [other_law] お断り：他の法令に違反します。
    [accurate] お断り：内容は正確です。
    [legal_duty] お断り：法令により保存が必要です。
   *[other] { $ground }
 }
privacy-asker = { $asker ->
    [member] 会員
    [inquirer] お問い合わせをした
    [applicant] 応募した
    [addressee] 荷物を受け取った
    [other] その他
   *[other] { $asker }
 }
privacy-agent = { $agent ->
    [parent] 親権者として
    [guardian] 後見人として
    [attorney] 委任状による代理人として
    [lawyer] 弁護士として
   *[other] { $agent }
 }
privacy-document = { $kind ->
    [passport] 旅券
    [licence] 運転免許証
    [residence] 在留カード・身分証
    [insurance] 保険証
    [mandate] 委任状
    [register] 戸籍・登記事項証明
   *[other] { $kind }
 }
privacy-clock-of = { $law ->
    [jp] 日本法による期限：
    [eu] 欧州法による期限：
   *[other] { $law }
 }
privacy-no_such_request = あなたのご請求に、そのようなものはありません。
privacy-duty_not_stopped = { $purpose } は法律が定める義務のため停止できません。法律上の必要がなくなったときは、ポリシーの新しい版を公表してください。
privacy-no_such_control = 現在有効なポリシーに { $what } はありません。一覧から利用目的または提供先を選んでください。
privacy-task_runs = すでに実行中です。終わってから、もう一度ご依頼ください。
privacy-no_such_step = ご請求の状況が変わりました。もう一度ご確認ください。
privacy-asked_already = 同じご請求をすでに受け付けています。そのご請求をご覧になるか、先に取り下げてください。
privacy-no_such_subject = 対象を選んでください。
privacy-no_lawful_ground = この方を保護する法律では、この請求を「{ $ground }」を理由に断ることはできません。別の理由を選ぶか、認めてください。
privacy-no_fee = この請求について手数料を求めることは、法律で認められていません。
privacy-not_longer = 期限を延ばせるのは欧州法のもとで一度だけで、最初の1か月以内に伝える必要があります。
privacy-nothing_seen = 本人確認のためにどの書類を見たかを、先に記録してください。
privacy-no_mandate_seen = 代理権を示すどの書類を見たかを、先に記録してください。
privacy-nobody_named = 代理される方のメールアドレスを先に記録してください。代理人のアドレスは代理人ご自身を指します。
privacy-busy = この1時間に非常に多くのご請求がありました。1時間後にもう一度お試しください。すでになさったご請求は進んでいます。
privacy-mail_bounces = このアドレスへの手紙が戻ってきました。別のアドレスをご記入いただくか、もう一度お確かめください。
privacy-archive_on_its_way = このアーカイブは受け取りの途中です。終わるまでお待ちいただくか、先にその受け取りを中止してください。
privacy-many_archives = ほかの方がアーカイブを受け取っています。1分後にもう一度お試しください。
privacy-archive_over = このアーカイブは受け取れなくなりました。もう一度ご請求ください。
privacy-bad_mail = メールアドレスの形ではありません。name@example.org のように入力してください。
privacy-sign_in_anew = サインインから15分以上経っています。サインアウトして、もう一度サインインしてからご請求ください。
privacy-runs = { $what ->
    [bids] 入札 { $count }件
    [orders] 注文 { $count }件
    [purchases] 手続き中の購入 { $count }件
    [quotes] 購入担当への依頼 { $count }件
    [held] 確保中の金額 { $yen }
   *[money] 預り金 { $yen }
 }
privacy-predecessor = この方は別の事業の承継により加わりました。承継前のポリシーには { $purpose } のこの利用がなく、当社のポリシーへの同意まで開示されません。
privacy-not_handed_over = ここではすでに当社のポリシーのみが適用されます。
privacy-handover_broken = 引継ぎのファイルが正しくありません：{ $what }。誰も取り込んでいません。ファイルと鍵を改めて求めてください。
privacy-no_provenance = このデータを誰が提供し、どのように取得したかを示してください。示さない限り取り込みません。
privacy-came-with = お客様のデータは { $house } の事業とともに当社に引き継がれました。当社のポリシーに同意されるまで、同社のポリシーが示した利用目的に限って利用します。
privacy-read-ours = 当社のポリシー
privacy-agree-to-ours = このポリシーに同意します
privacy-agreed-to-ours = 今後、お客様のデータには当社のポリシーのみが適用されます。

## 方針の版
privacy-versions = 個人情報保護方針の版
privacy-versions-what = ここで告知され、または有効であったすべての版と、その日付とハッシュです。任意の二つの版の違いは、それぞれのページにあります。
privacy-version = 版
privacy-version-of = 版 { $version }
privacy-version-state = 状態
privacy-version-is = { $state ->
    [draft] 下書き
    [review] 審査中
    [announced] 告知済み
    [in_force] 有効（または過去に有効）
    [discarded] 破棄
   *[withdrawn] 施行前に撤回
}
privacy-version-effective = 施行日
privacy-version-drafted = 作成
privacy-version-reviewed = 審査に提出
privacy-version-announced = 告知
privacy-version-told = 全会員への通知完了
privacy-version-adopted = 効力発生
privacy-version-ended = 撤回または破棄
privacy-version-second = 二人目の承認者
privacy-version-decided = 決定者
privacy-version-hash = ハッシュ
privacy-version-compare = 別の版と比べる
privacy-version-texts = 入力されたままの文
privacy-decided-files = 運営者（開設時のファイル）
privacy-decided-one = 個人情報保護責任者
privacy-decided-two = 個人情報保護責任者と二人目の承認者
privacy-asked-again = あらためて同意をお願いします
privacy-asked-again-what = この版では、同意いただいた内容について当社ができることが広がります。以前の同意は新しい文には効力がありません。ここで同意いただかない限り、施行日以降、この文にもとづく利用はいたしません。
privacy-you-agreed-to = 以前の同意の内容：
privacy-now-asked = 今回お願いする内容：
privacy-or-do-nothing = 何もなさらない場合は、同意なしとして扱います。
privacy-policy-desk = 個人情報保護方針
privacy-policy-desk-what = 次の版の作成・審査・告知。
privacy-policy-desk-how = 版は、作成、審査、全会員への告知を経て、施行日から効力を持ちます。取扱いを広げる版には、二人の承認と、現行の版が約束する告知期間が必要です。
privacy-new-draft = 新しい下書き
privacy-new-draft-how = 現行の版の文が入っています。四つの文すべてに新しい版の日付と施行日を書き、次のように現行の版につなげてください。
privacy-drafts = 下書き
privacy-no-drafts = 下書きはありません。
privacy-draft-files = ファイル
privacy-draft-files-help = 選んだファイルは下の文に置き換わります。事実は「名前.toml」、文言は「名前.en.toml」「名前.ja.toml」「名前.zh-Hant.toml」です。
privacy-draft-part = { $file }
privacy-draft-flaws = まだ保存していません。次の行を直してください。入力内容は下に残っています。
privacy-keep-draft = 下書きを保存する
privacy-draft-kept = 下書きを保存しました。
privacy-facts = 事実
privacy-binds-from = 効力発生予定：
privacy-told-people = { $count }人の会員に、施行を知らせました。
privacy-untold-people = { $count }人の会員に、取りやめを知らせました。
privacy-takes-two = 取扱いを広げる版です。別の人の承認が必要です。
privacy-approvals = 承認
privacy-put-up = 審査に提出する
privacy-announce = 全会員に告知する
privacy-discard = 下書きを破棄する
privacy-withdraw-version = 施行前に撤回する
privacy-nothing-stops = すべてのビューがこの版に適合します。
privacy-what-stops = 次のビューが止まるため、この版では運営できません：
privacy-is-put-up = 審査に入りました。以後、内容は変わりません。
privacy-is-announced = 告知しました。会員への通知が始まっています。
privacy-version-second-asked = 先に別の人の承認を求めました。「承認」のページで確認できます。
privacy-is-ended = 取りやめました。知らせを受けた会員には、その旨を知らせます。

privacy-which-part = 対象
privacy-no-part = 指定なし（開示・お問い合わせ・消去）

privacy-by-wire = 電子的手段で送付中：
privacy-not-taken = 提供先が受け取りませんでした
privacy-print-letter = 手紙を印刷して渡す
privacy-no-letter = この提供先には定型の手紙がありません。手書きで知らせてから記録してください。
privacy-correction = 個人情報の訂正のお知らせ
privacy-correction-what = 当社がお渡ししたお客様の情報が訂正されました。正しい内容は次のとおりです。
privacy-correction-ask = この内容に改め、以前のものを破棄し、当社までご確認のご連絡をお願いします。当社の照会番号：
