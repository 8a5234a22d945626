# 画面の枠と共通部品の文言。英語の断り文はプログラムのコードの隣にある。

## 画面の枠
web-skip = 本文へ移動
web-main = メインメニュー
web-sign-in = ログイン
web-join = 会員登録
web-sign-out = ログアウト
web-units = 金額はすべて日本円、時刻は特に断りのないかぎり日本時間です。
web-privacy = プライバシー
web-policy = ポリシー
web-for-staff = 社員用

## フォームと一覧
web-optional = （任意）
web-look-again = 印の付いた項目をもう一度ご確認ください。
web-pages = ページ
web-more = 続きを見る

## 数値
web-yen = 日本円
web-unknown = 未定
web-ended = 終了
web-local = （お使いの地域の時刻）

## お断りの画面
web-stop-sign-in = ログインしてください
web-stop-not-for-you = この画面は開けません
web-stop-nothing = 見つかりません
web-stop-not-now = ただいまご利用いただけません
web-stop-changed = 状況が変わりました
web-stop-too-large = データが大きすぎます
web-stop-other = 処理できませんでした
web-to-front = トップページへ
web-reason = 理由：
web-request = 受付番号：

## 故障の画面
web-fault = システムの不具合です
web-fault-ours = お客様の操作が原因ではありません。下の番号で記録しました。
web-fault-look = もう一度送信する前に、元の画面をご覧ください。何が済み、何が済んでいないかがわかります。

## 会員のプログラム用のキー
web-tokens = プログラム用のキー
web-about = ≈は目安です（1 { $code } = { $rate }円、{ $dated }、{ $source }）。お支払いはすべて円です。
web-scope-read = 商品の検索、入札・注文・カート・預り金・お知らせの閲覧
web-scope-bid = 入札、最高額の引き上げ、取り下げ
web-scope-buy = カートへの追加、購入、見積の依頼
web-scope-orders = 注文の支払いと発送の依頼
web-scope-account = 設定・届け先・お知らせ・Webhookの閲覧と変更、セッションとキーの終了
web-scope-privacy = 個人情報の取扱記録の閲覧と選択

## APIの説明
web-api-what = 画面でできることを、ご自分のプログラムからも行えます。処理も、断りも、記録も画面と同じです。
web-api-english = 以下の操作の説明は英語です。
web-api-keys = 要求ごとに、必要な範囲を許可したキーを示します：
web-api-changes = 変更の要求には、ご自分で作ったIdempotency-Keyを付けます。一日以内に同じキーで同じ要求を送ると同じ回答が返り、変更は一度しか行われません。お断りした要求は何も変えず、記憶もされません。同じキーでもう一度試すと、通ることがあります。
web-api-pages = 一覧はページごとに返ります。回答の「next」を次の要求の「after」に指定してください。
web-api-problems = 断りはRFC 9457の形式で返ります。「code」は変わらない符号、「detail」は人が読む文で、要求の Accept-Language の言語、なければ会員の言語で書かれます。
web-api-shapes = データの形
web-api-scope = 必要な許可
web-api-query = クエリ
web-api-asks = 受け取るもの
web-api-answers = 返すもの
web-api-statuses = ステータス

## 断り文: 画面の入口
web-not_found = このアドレスには何もありません。入力の誤りか、すでに削除された可能性があります。
web-wrong_method = このアドレスはその方法では使えません。元の画面に戻り、画面のボタンからお進みください。
web-sign_in_first = 先にログインしてください。ログイン後にこの画面が開きます。
web-members_only = 会員専用の画面です。会員としてログインしてください。
web-staff_only = 社員専用の画面です。
web-other_role = この窓口を開く権限がありません。管理者にご依頼ください。
web-foreign_form = このフォームは当サイトから送られたものではないか、画面を開いてから時間が経ちすぎています。何も変更していません。画面を開き直して、もう一度送信してください。
web-too_large = 受け付けられる大きさ（{ $most }バイト）を超えています。小さくしてお送りください。
web-wrong_kind = このアドレスではフォームだけを受け付けます。
web-unreadable = 内容を読み取れませんでした。元の画面に戻ってやり直してください。
web-too_slow = 受信に時間がかかりすぎました。もう一度お試しください。
web-too_often = 短い間に回数が多すぎます。{ $wait_s }秒待ってからお続けください。
web-missing = 入力してください。
web-too_long = { $most }文字以内で入力してください。
web-not_yen = 12,000のように、円単位の整数で入力してください。
web-not_a_number = 整数で入力してください。
web-not_a_choice = 選択肢の中から選んでください。
web-control_signs = 使用できない文字が含まれています。入力し直してください。
web-streams_full = 自動更新の画面が多数開かれているため、いまは自動更新できません。画面はそのままご利用いただけます。最新の数値は再読み込みでご覧ください。

## 断り文: 土台
db-busy = ただいま大変混み合っています。何も変更していません。数秒後にもう一度お試しください。
db-disk_full = ディスクに空きがありません。何も変更していません。運営者による対応が必要です。
db-corrupt = データベース{ $file }が壊れています。daikoを止めてファイルを保管し、最新のバックアップから復元してください。
db-newer = データベース{ $file }は、より新しいdaikoで書かれています（スキーマ{ $found }、このプログラムが扱えるのは{ $known }まで）。新しいプログラムを起動してください。
db-edited_migration = マイグレーション{ $number }は、このデータベースを作ったときの内容と異なります。作成時のdaikoを使うか、バックアップから復元してください。
db-not_ours = { $file }は別のプログラムのデータベースです。別のデータフォルダーを選んでください。
db-folder_in_use = データフォルダー{ $folder }は別のdaikoが使用中です。先にそちらを止めるか、別のフォルダーを選んでください。
db-no_folder = データフォルダー{ $folder }を使用できません：{ $why }
db-unreachable = データベースサーバーに接続できません：{ $why }
db-bad_address = { $address }はdaikoが扱えるデータベースではありません。sqlite か、postgres://user@host/name の形で指定してください。
db-closing = ただいま終了処理中です。何も変更していません。1分ほど後にもう一度お試しください。
jobs-not_dead = 処理{ $id }は失敗一覧にありません。一覧をもう一度ご確認ください。
jobs-bad_page = { $cursor }は失敗一覧のページではありません。最初のページから開き直してください。
money-too_large = 扱える範囲を超える金額です。

## 断り文: メール
mail-bad_address = メールアドレスではありません。name@example.orgの形で入力してください。
mail-bad_server = 「{ $given }」はメールサーバーの指定ではありません。smtps://host、smtp://host（STARTTLS）、plain://127.0.0.1:2525のいずれかの形で、必要なら:portを付けて指定してください。
mail-plain_elsewhere = { $host }へはTLSでのみ送信します。smtp://またはsmtps://で指定してください。保護なしで送れるのは、この機械自身のアドレスだけです。
mail-bad_certificate = PEM形式の証明書ではありません。
mail-bad_key = 鍵{ $selector }は使えません。2048ビット以上のRSA鍵かEd25519の鍵を、PEM形式のPKCS #8で指定してください。
mail-no_report = メールサーバーの配信報告（RFC 3464）ではありません。
mail-not_ours = この報告には、当サイトのメールの番号がありません。

## API
api-no_token = アカウントのキーを「Authorization: Bearer …」で送ってください。キーは /account/tokens で作れます。
api-unknown_token = このキーは使えません。無効にされたか、期限が切れたか、ここで作られたものではありません。
api-no_scope = このキーでは行えません。「{ $scope }」の許可がありません。
api-not_json = 本文はapplication/jsonで送ってください。
api-bad_json = 本文が一つのJSONオブジェクトではありません。
api-not_text = 「{ $field }」は印字できる{ $most }文字以内の文字列にしてください。
api-not_whole = 「{ $field }」は整数にしてください。
api-not_truth = 「{ $field }」は true か false にしてください。
api-not_yen = 「{ $field }」は円単位の整数にしてください。
api-not_instant = 「{ $field }」は 2026-11-22T10:05:09Z のような日時にしてください。
api-not_list = 「{ $field }」は{ $most }件以内の一覧にしてください。
api-not_id = 「{ $field }」は { $prefix } で始まるIDにしてください。
api-not_word = 「{ $field }」は次のどれかにしてください：{ $words }
api-not_object = 「{ $field }」はオブジェクトにしてください。
api-unknown_field = 「{ $field }」という項目はありません。何も変更していません。
api-bad_cursor = この一覧のカーソルではありません。カーソルなしで最初からやり直してください。
api-no_key = 変更の要求には、印字できる1から100文字のIdempotency-Keyを付け、再送時にも同じものを付けてください。
api-key_reused = このIdempotency-Keyは別の要求で使われています。新しいものを作ってください。
api-too_many_tokens = キーは一つのアカウントに{ $most }個までです。先に一つ無効にしてください。
api-no_such_token = そのようなキーはありません。
api-no_scopes = キーに許すことを一つ以上選んでください。
api-bad_days = キーの有効期間は1日から{ $most }日までです。
web-browser = { $system }の{ $browser }
web-browser-unknown = 別のブラウザ
web-system-unknown = 不明なシステム
