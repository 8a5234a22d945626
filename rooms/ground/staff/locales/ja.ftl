## お断りの理由
staff-role_missing = これには{ $role }の役割が必要です。管理者にご依頼ください。
staff-nobody = その番号の社員はいません。
staff-has_left = この人はもう在籍していません。
staff-holds_already = この人はすでに{ $role }の役割を持っています。
staff-holds_not = この人は{ $role }の役割を持っていません。
staff-last_administrator = 最後の管理者です。先に別の人にこの役割を与えてください。
staff-not_the_first = すでに社員がいます。以後は管理者が採用します。
staff-needs_second = この人については法律で残すものがあります。先に別の人の同意を求めてください。
staff-own_wish = 自分で求めたものには、自分では同意も拒否もできません。別の人が答えます。
staff-one_hand = 直近{ $days }日以内に、一方がもう一方に採用されたか、パスワードや役割を与えられています。または、お二人とも同じ人からそうされています。ほかの人が答えるか、期間が過ぎるまでお待ちください。
staff-asked_already = 別の人の同意はすでに求められているか、与えられています。上をご覧ください。
staff-no_such_wish = 回答を待つ申し出ではありません。回答済みか、取り下げられたか、期限切れです。
staff-no_member = その番号の会員はいません（過去にもいません）。会員のページから mbr_ で始まる番号を写してください。
staff-choose_first = 先に自分のパスワードを決めてください。入力されたのは、渡されたパスワードです。
staff-given_lapsed = 渡されたパスワードの期限が切れました。管理者に新しいものを求めてください。
staff-same_password = 渡されたものとは別のパスワードを選んでください。
staff-own_reset = 自分に対しては行えません。別の管理者が行います。
staff-no_factor = この会員にはコードを求めていません。無効にするものはありません。
staff-needs_agreement = 先に承認のページで別の人の同意が必要です。
staff-too_soon = 会員には書面で知らせてあり、{ $until } まで止めることができます。
staff-factor_used = この申し出の後にコードが使われました。アプリは失われていません。本人であることを改めて確かめてください。
staff-no_role = 役割を一つ以上選んでください。

## ご自分のアカウント
staff-account = ご自分のアカウント
staff-account-sessions = ログイン中のブラウザ
staff-account-here = このブラウザ
staff-account-since = ログイン
staff-account-seen = 最終使用はおよそ
staff-account-end = ログアウトさせる
staff-account-ended = そのブラウザをログアウトさせました。
staff-account-end-others = ほかのすべてをログアウトさせる
staff-account-others-ended = ログイン中なのはこのブラウザだけになりました。
staff-account-passkeys = パスキー
staff-account-password = パスワードを変更する

## 業務の一覧と役割
staff-desks = 業務の一覧
staff-no-role-yet = まだ役割がありません。
staff-you-work-as = あなたの役割：{ $roles }
staff-no-desk = 利用できる業務はありません。役割は管理者が与えます。
staff-role = { $role ->
    [buyer] 買付担当
    [warehouse] 倉庫
    [support] お客様窓口
    [accountant] 経理
    [marketing] 販売促進
    [privacy_officer] 個人情報保護責任者
    [recruiter] 採用担当
    [administrator] 管理者
   *[other] { $role }
 }
staff-between = { "、" }

## 社員の入口
staff-sign-in-title = 社員ログイン
staff-sign-in-what = 社員専用です。会員の方はこちら：
staff-members-door = 会員ログイン
staff-handle = ハンドル
staff-password = パスワード
staff-sign-in = ログイン
staff-your-password = パスワードの変更
staff-password-now = 現在のパスワード
staff-new-password = 新しいパスワード
staff-at-least = 10文字以上。
staff-change-password = パスワードを変更する
staff-password-changed = パスワードを変更しました。ほかのブラウザーはログアウトしました。

## 社員
staff-people = 社員
staff-people-what = 在籍者とその役割。
staff-who = 社員
staff-since = 在籍
staff-roles = 役割
staff-people-caption = 在籍者
staff-left = 退職：
staff-which-role = { $label }: { $name }の役割
staff-change = 変更
staff-give = 与える
staff-take = 外す
staff-ends-work = 退職とする
staff-hire-somebody = 社員を加える
staff-handle-help = ログインに使う名前です。
staff-first-password = 最初のパスワード
staff-first-password-help = 10文字以上。本人に直接伝えてください。最初のサインインで本人が自分のものを決めます。
staff-hire = 加える
staff-works-here = { $handle }さんを社員に加えました。
staff-role-given = 役割を与えました。
staff-role-taken = 役割を外しました。
staff-gone = 退職として記録しました。

## 会員の上限
staff-limits = 会員の上限
staff-limits-what = 一人の会員が入札できる範囲。
staff-limits-how = 上限は利用に応じて自動的に上がります。ここでは特定の会員に別の上限を設けます。空欄にすると、ほかの会員と同じ扱いに戻ります。
staff-member = 会員
staff-member-help = mbr_…で始まる会員番号です。
staff-bids-alive = 同時に有効な入札
staff-highest-bid = 一件の入札の最高額
staff-why = 理由
staff-no-names = 記録に残ります。氏名は書かないでください。
staff-give-limits = この上限にする
staff-limits-hold = この上限を適用しました。

## 二人での承認
staff-approvals = 承認
staff-approvals-what = 一人ではできない業務。
staff-approvals-how = 一人ではできない業務です。一人が申し出て別の人が同意し、両者とも記録に残ります。
staff-nothing-asked = 最近の申し出はありません。
staff-erase-member = 会員の情報を消去する
staff-is-done = 実行済み
staff-is-agreed = 同意済み
staff-is-declined = 拒否
staff-is-taken-back = 取り下げ
staff-is-waiting = 回答待ち
staff-is-lapsed = 期限切れ
staff-wish-erasure = 法令により一部を保存する会員の消去
staff-wish-order = 当局の命令に応じる
staff-wish-handover = 事業を承継者に引き継ぐ
staff-about = 対象
staff-asked-by = 申し出た人
staff-until = 期限
staff-take-back = 取り下げる
staff-agree = 同意する
staff-decline = 拒否する
staff-request-help = ご依頼の番号を記入してください。記録に残ります。氏名は書かないでください。
staff-is-sure = ご本人からのご依頼で、本人確認も済んでいます。
staff-erase = 消去する、または同意を求める
staff-erased = 消去しました。鍵は数秒以内に破棄されます。
staff-asked = この会員については法令により保存するものがあります。別の人に同意を求めました。
staff-on-record = 記録しました。

staff-reset = 電話・パスワードの紛失
staff-reset-title = { $name } の新しいパスワード
staff-reset-what = コード用アプリ、パスキー、開いているセッションは直ちに終わります。1週間有効なパスワードが表示されますので、本人に直接伝えてください。次のサインインで、本人がアプリを設定し、自分のパスワードを決めます。
staff-reset-why = 理由
staff-reset-why-help = 例:電話を紛失。身分証を持って来社。
staff-reset-sure = 本人であることを確かめました。
staff-reset-do = 新しいパスワードを渡す
staff-reset-done = { $name } の新しいパスワード
staff-reset-once = 表示は今回かぎりです:
staff-reset-tell = 本人に直接伝えてください。本人が自分のパスワードを決めるまで、最長1週間有効です。
staff-reset-back = 社員の一覧へ
staff-choose-own = 自分のパスワード
staff-choose-own-help = 入力されたのは、渡されたパスワードです。10文字以上。
staff-wish-password = 社員に渡したパスワード
staff-wish-factor = 会員にコードを求めない
staff-wish-policy = 取扱いを広げる個人情報保護方針の版
staff-factors = 二段階認証の紛失
staff-factors-what = コードを作る機器をなくした会員を助けます。
staff-factors-how = 本人であることを確かめてから、ここで求めてください。会員には書面で知らせ、別の人が承認のページで同意し、1日たってから無効にします。その間にコードが使われると止まります。
staff-factors-none = 最近の紛失はありません。
staff-factors-ask = 紛失を届け出る
staff-factors-do = コードを求めないようにする
staff-factors-asked = 別の人に同意を求め、会員に書面で知らせました。
staff-factors-done = コードを求めなくなりました。会員に書面で知らせました。

## 裏側の作業
staff-work = 裏側の作業
staff-work-what = あきらめた作業と、時刻で行う作業。
staff-work-dead = あきらめた作業
staff-work-dead-how = 何日も試して成功しなかったもの、または試しても無駄だと分かったものです。原因を取り除いてから、もう一度試してください。
staff-work-none-dead = あきらめた作業はありません。
staff-work-why = 失敗の理由
staff-work-tries = 試した回数
staff-work-put = 登録
staff-work-given-up = あきらめた日時
staff-work-again = もう一度試す
staff-work-remove = 今後も行わない
staff-work-remove-what = 一覧から完全に外れ、その作業は行われません。
staff-work-sure = 確認しました
staff-work-tried-again = { $job } をもう一度試しています。
staff-work-removed = { $job } を一覧から外しました。
staff-work-clock = 時刻で行う作業
staff-work-what-is-done = 内容
staff-work-how-often = 頻度
staff-work-last = 前回
staff-work-next = 次回
staff-work-stands = 状態
staff-work-every = { $span }ごと
staff-work-daily = 毎日 { $time }（日本時間）
staff-work-is-dead = あきらめました
staff-work-fails = まもなく再試行
staff-work-runs = 実行中
staff-work-waits = 次の時刻を待っています

## What was done
staff-record = 行われたこと
staff-record-what = 与えた上限、入力した為替レート、やり直した作業や外した作業。だれが、いつ行ったか。
staff-record-how = あとから別のもので置き換えられても、ここには残ります。会員について書かれた内容は、その会員のデータとともに消えます。
staff-record-none = まだ何もありません。
staff-record-when = 日時
staff-record-did = 内容
staff-record-about = 対象
staff-record-said = 変更後の内容と理由
staff-record-what-did = { $what ->
    [limits] 上限を与えた
    [rate] レートを入力した
    [job_again] 作業をやり直した
    [job_removed] 作業を一覧から外した
   *[other] { $what }
 }
