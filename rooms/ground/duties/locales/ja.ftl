# 法令上の義務：個人データの漏えい等と、その通知。

## The desk of incidents
duties-incidents = 漏えい等への対応
duties-incidents-what = 個人データの漏えい等：対象者、報告の期限、本人への通知を確認します。
duties-incidents-none = 記録された事案はありません。
duties-incident = 事案
duties-incident-open = 事案を登録する
duties-incident-open-what = いつ知ったか、分かる範囲で原因を記入します。後から訂正でき、訂正はすべて記録に残ります。
duties-opened = 登録
duties-cause = 原因
duties-persons = 対象者数
duties-persons-all = 到達された人数
duties-persons-sealed = うち暗号化された複製のみ
duties-persons-europe = 対象者のうち欧州
duties-next-clock = 次の期限
duties-is-closed = 終了
duties-alarms = 警告 { $count }
duties-known = 知った日時
duties-instant-help = 例：2026-11-22 10:05（日本時間）
duties-on-record = 記録しました。
duties-ringing = 期限の警告
duties-saw = 確認しました
duties-has-passed = { $clock }：期限を過ぎました
duties-comes-near = { $clock }：期限の{ $left }前
duties-class = 該当する義務
duties-not-reported = 日本での報告義務なし
duties-tells-all = 対象者全員に通知します。
duties-tells-europe = 欧州の対象者に通知します。
duties-tells-nobody = 通知義務はありません。
duties-fields = 到達された項目
duties-grounds = 報告の根拠
duties-exemption = 暗号化
duties-to-tell = 本人への通知
duties-clocks = 期限
duties-no-clock = 現在分かっている限り、進行中の期限はありません。
duties-handed-in = 提出済み
duties-late = 期限超過
duties-hand-in-what = 当局に提出した後、どの版を提出したかを記録します。
duties-which-report = 報告の種類
duties-which-paper = 版
duties-note-handed-in = 提出を記録する
duties-ways = 到達の経路
duties-no-way = 経路が未登録のため、対象者はいません。
duties-ways-what = 経路と時間ごとに、閲覧記録と提供記録から対象者を正確に数えます。
duties-way = 経路
duties-whom = 対象
duties-whom-help = 従業者・アカウント・記録の番号、役割、閲覧画面、利用目的、または提供先：{ $recipients }。複製の場合は空欄。
duties-from = 開始
duties-until = 終了
duties-was-none = 該当しない
duties-add-way = 経路を追加する
duties-facts = 事実
duties-facts-what = 変更すると、対象者と期限を数え直します。
duties-keys = 鍵
duties-sensitive = 要配慮個人情報を含む
duties-money = 財産的被害のおそれ
duties-risk = 本人への危険（欧州）
duties-yes = はい
duties-no = いいえ
duties-state = 事実を記録する
duties-papers = 九項目の報告
duties-papers-what = 事実から下書きを作ります。すべての版を保存します。個人の名前は書かないでください。
duties-write-paper = 報告を書く：{ $lang }
duties-paper-of = 報告（{ $lang }）版
duties-paper-what = 保存した版は変わりません。書き換えた項目の横に、現在の事実による文を示します。
duties-by-the-facts = 現在の事実による文
duties-paper-keep = この版を保存する
duties-paper-take = ファイルとして保存
duties-telling = 本人への通知
duties-telling-since = 開始
duties-untold = 未通知
duties-waiting = 送付中
duties-left = 送付済み
duties-on-site = サイト上のみ通知
duties-unreached = 書面が届かない
duties-public-since = 公表日時
duties-statement-what = 本人と、公表時には誰もが読む文です。経緯、当社の対応、本人にできることを書きます。個人の名前は書かないでください。
duties-statement-in = { $lang ->
    [en] 英語
    [ja] 日本語
   *[other] 中国語（繁体字）
 }
duties-statement-keep = 文を保存する
duties-tell-all = 通知を開始する
duties-publish = 公表する
duties-to-close = 事案を終了する
duties-to-close-what = すべての報告を提出し、全員に通知した後に終了します。記録はポリシーの定める期間保存します。
duties-history = 経過

## Words of ours
duties-cause-is = { $cause ->
    [attack] 外部からの攻撃
    [insider] 内部者
    [mistake] 誤り
    [loss] 紛失
   *[other] { $cause }
 }
duties-keys-are = { $keys ->
    [away] 到達不可
    [near] 到達可能
    [unknown] 不明
   *[other] { $keys }
 }
duties-risk-is = { $risk ->
    [unlikely] 低い
    [some] あり得る
    [high] 高い
   *[other] { $risk }
 }
duties-ground = { $ground ->
    [sensitive] 要配慮個人情報（一名でも報告）
    [money] 財産的被害のおそれ（一名でも報告）
    [improper] 不正の目的（一名でも報告）
    [mass] 規則の人数を超える
   *[other] { $ground }
 }
duties-clock = { $clock ->
    [first] 速報（日本）
    [full] 確報（日本）
    [europe] 欧州の報告
   *[other] { $clock }
 }
duties-exemption-is = { $exemption ->
    [applies] 暗号化された複製でのみ到達された人は数えません。鍵には到達できませんでした。
    [opened] 例外なし：開かれた状態のデータでした。
    [keys_near] 例外なし：鍵に到達し得ました。
    [keys_unknown] 鍵の状況が不明な間は例外を適用しません。
    [nobody] 対象者はいません。
   *[other] { $exemption }
 }
duties-way-is = { $way ->
    [staff] 従業者による
    [role] 役割による
    [view] 閲覧画面による
    [purpose] 利用目的による
    [recipient] 提供先で
    [act] 記録の一件（一覧・書き出し・ファイル）
    [account] アカウント
    [copy] データベース全体の複製
   *[other] { $way }
 }
duties-item = { $item ->
    [opened] 登録
    [known] 知った日時
    [cause] 原因
    [keys] 鍵
    [sensitive] 要配慮個人情報
    [money] 財産的被害
    [risk] 危険
    [reach] 経路の追加
    [unreach] 経路の取消
    [counted] 対象者数
    [fields] 項目
    [paper] 報告の作成
    [sent] 報告の提出
    [statement] 通知文の作成
    [telling] 通知の開始
    [public] 公表
    [alarm] 期限の警告
    [seen] 警告の確認
    [closed] 終了
   *[other] { $item }
 }

## What the people see
duties-you-were-reached = お客様のデータに第三者が到達しました：経緯とお客様にできること
duties-my-data = マイデータ
duties-you-were-told = 通知日時：
duties-what-you-can-do = 保有データの開示、利用停止、削除を求める
duties-public = 漏えい等の公表
duties-was-ordered = 当局がお客様のデータを求めました

## Orders of authorities
duties-orders = 当局の命令
duties-orders-what = 法令に基づく保全・提供の求め：範囲を限り、二名で決め、法令が許し次第本人に知らせます。
duties-orders-none = 記録された命令はありません。
duties-order = 当局の命令
duties-order-new = 命令を登録する
duties-order-new-what = 書面の内容を正確に記入します。保全や提供の前に、もう一人の同意が必要です。
duties-second-asked = もう一人に同意を求めました。
duties-authority = 当局
duties-article = 根拠条文
duties-document = 文書番号
duties-dated = 文書の日付
duties-day-help = 例：2026-11-22
duties-asks = 求める内容
duties-pieces = 対象の項目（これ以外は含まない）
duties-people = 対象者
duties-people-help = 一行に一つ、画面に表示される番号を記入
duties-keep-until = 保全の期限
duties-silent = 解除されるまで本人への通知が禁じられている
duties-tell-at = 本人に知らせてよい日時
duties-tell-at-help = 空欄：禁止がなければ直ちに
duties-stands = 状態
duties-ended = 終了
duties-handed-out = ファイルの交付
duties-people-told = 本人への通知
duties-was-there = 存在した項目
duties-handed-over = 提供日時
duties-order-do = 命令に応じる
duties-order-do-what = もう一人が同意した後に行います。項目を複写し、求めがあれば一度だけ提供し、提供記録に残します。
duties-approvals = 同意の一覧
duties-order-refuse = 拒む
duties-order-withdraw = 当局が取り下げた
duties-ground-why = 理由
duties-file = 当局に渡すファイル
duties-file-what = 一度だけ渡し、その後は残りません。受け取りがない場合の破棄日時：
duties-file-take = 今すぐ渡す
duties-lift = 本人に知らせる日時
duties-lift-what = 当局の現在の指示に従って記入します。その時点で本人に知らせ、すべてを表示します。
duties-order-state = { $state ->
    [open] 未処理
    [done] 実施済み
    [refused] 拒否
    [withdrawn] 取下げ
   *[other] { $state }
 }
duties-asks-is = { $asks ->
    [keep] 保全する（提供はしない）
    [hand] 提供する
   *[other] { $asks }
 }
duties-piece = { $piece ->
    [name] 氏名
    [address] 住所
    [birthday] 生年月日
   *[other] { $piece }
 }

## Businesses that go over
duties-handovers = 事業の承継
duties-handovers-what = 事業を承継者に渡し、または承継元から受け取る記録です。人と、適用されるポリシーも共に移ります。
duties-handovers-none = 承継の記録はありません。
duties-handover-new = 事業を承継者に渡す
duties-handover-new-what = もう一人の同意が必要です。その後、運営者が daiko privacy handover export でファイルを作成します。
duties-party = 相手方
duties-agreement = 契約、または取得の経緯
duties-handover-way = { $way ->
    [out] 承継者へ
    [in] 承継元から
   *[other] { $way }
 }

## The clock
duties-schedule-ring = 事案の期限を知らせる
duties-schedule-sweep = 保存期間を過ぎた事案を消す

## Refusals
duties-no_such_incident = そのような事案はありません。一覧を確認してください。
duties-closed = この事案は終了しており、記録は変わりません。新しい事実があれば新たに登録してください。
duties-moved_on = ほかの人が先に変更しました。ページを読み直し、現在の内容に基づいて決めてください。
duties-not_yet = その日時は未来です。実際の日時を書いてください。
duties-wrong_window = 終了が開始より前です。早い日時を先に書いてください。
duties-no_instant = 日時は 2026-11-22 10:05 のように、日本時間で書いてください。
duties-no_such_way = { $whom } に当たるものがありません。処理の一覧にある番号・役割・画面・目的・提供先を書いてください。
duties-names_somebody = 個人を示すもの（{ $what }）が含まれています。取り除いてください。
duties-too_long = { $most } 文字までです。短く書いてください。
duties-item_missing = 九項目のすべてに記入してください。未定であればその旨を書いてください。
duties-no_such_paper = その版の報告はありません。先に作成するか、一覧から選んでください。
duties-sent_already = この報告は提出済みとして記録されています。訂正は次の報告で行ってください。
duties-nobody_to_tell = 現在の事実では通知すべき人はいません。先に事実を記録してください。公表はいつでもできます。
duties-no_statement = 先に通知文を三つの言語で書いてください。
duties-tells_already = すでに通知を進めています。後から加わった人にも自動で通知します。
duties-public_already = すでに公表しています。
duties-report_missing = 提出していない報告があります：{ $report }。提出を記録してから終了してください。
duties-people_missing = { $count } 名にまだ通知していません。通知し、送付が済むまで待ってください。
duties-public_missing = { $count } 名には書面が届きません。公表してから終了してください。
duties-no_such_order = そのような命令はありません。一覧を確認してください。
duties-order_ended = この命令は終了しており、記録は変わりません。再び求めがあれば新たに登録してください。
duties-no_authority = ポリシーには、法令に基づき提供できる当局 { $whom } がありません。ポリシーにある当局を選ぶか、先にポリシーを改めてください。
duties-no_pieces = 命令が示す項目を選んでください。示されていないものは提供しません。
duties-too_wide = ポリシーでは、この当局に { $piece } を提供できません。根拠を問い合わせるか、拒んでください。
duties-no_people = 対象者を番号で 1〜{ $most } 名示してください。対象者を示さない命令は拒みます。
duties-no_such_person = 番号 { $whom } の人はいません。一行に一つ、画面に表示される番号を書いてください。
duties-no_end = いつまで保全するかを、今後一年以内の日時で書いてください。延長は更新で行います。
duties-no_document = 根拠条文と文書番号を書いてください。
duties-no_ground = 拒んだ、または取り下げられた理由を書いてください。
duties-no_file = 渡すファイルはありません。すでに渡したか、期限を過ぎました。再び必要なら新たに登録してください。
duties-no_party = 事業を引き継ぐ相手と、その契約を書いてください。
duties-handover_over = この承継はすでに書き出し済みです。もう一度書き出すには、新しく登録し、二人の同意を得てください。
duties-no_such_handover = そのような承継はありません。先に /staff/handovers で登録してください。
duties-needs_second = 先にもう一人が /staff/approvals で同意する必要があります。同意を求めました。
duties-told_already = 本人にはすでに知らせています。
