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
privacy-policy_altered = 公表した方針は書き換えられません。{ $what }
privacy-policy_gone = 方針の版{ $version }（{ $hash }）はここで有効でしたが、ファイルがありません。新しい版と同じ場所に戻してください。
privacy-policy_unfit = この方針のもとでは起動できません。{ $what }
privacy-no_such_version = これから施行される方針に、版{ $version }はありません。現行の版と同じ場所にファイルを置いてください。
privacy-not_told_yet = その日時はまだ来ていません。最後の会員に知らせた後に記録してください。
privacy-already_erased = この方の個人情報はすでに消去されています。
privacy-no_such_record = あなたの記録に、そのようなものはありません。
privacy-not_sealed_yet = この記録は作られたばかりで、まだ署名付きの記録に入っていません。数秒後にもう一度お試しください。
