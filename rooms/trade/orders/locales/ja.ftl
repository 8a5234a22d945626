# 注文の一生。会員と倉庫の画面の文言。

## 言葉
orders-mine = 注文一覧
orders-thing = 商品
orders-stands-at = 状況
orders-next = 次に
orders-since = 更新日時
orders-price = 価格
orders-none = 注文はまだありません。
orders-find = 商品を探す
orders-known = 注文の内容
orders-ask = この注文について問い合わせる
orders-happened = これまでの経過
orders-pay-due = { $due }を支払う
orders-send = 発送を依頼する
orders-keep = 発送を見合わせる
orders-paid = お支払いを承りました。これから出品者に支払います。
orders-to-be-sent = 梱包して発送します。
orders-kept = 引き続き倉庫で保管します。

## 注文の状況
orders-state-quote-requested = 見積を依頼中
orders-state-quoted = 見積あり
orders-state-accepted = 見積を承諾
orders-state-expired = 期限切れ
orders-state-declined = 取りやめ
orders-state-won = 落札
orders-state-charge1-open = お支払い待ち
orders-state-charge1-paid = お支払い済み
orders-state-purchasing = 出品者に支払い中
orders-state-purchased = 購入済み
orders-state-seller-shipped = 出品者が発送
orders-state-arrived = 入荷
orders-state-ok = 検品済み
orders-state-mismatch = 説明と異なる
orders-state-damaged = 破損
orders-state-prohibited = 発送不可
orders-state-stored = 倉庫で保管中
orders-state-instructed = 梱包待ち
orders-state-packing = 梱包中
orders-state-packed = 梱包済み
orders-state-charge2-open = 国際送料のお支払い待ち
orders-state-charge2-paid = 国際送料お支払い済み
orders-state-handed-over = 運送会社に引き渡し済み
orders-state-in-transit = 配送中
orders-state-delivered = 配達完了
orders-state-returned = 返送
orders-state-lost = 紛失
orders-state-seized = 税関で差し押さえ
orders-state-refund-due = 返金予定
orders-state-refunded = 返金済み
orders-state-disposed = 廃棄
orders-state-abandoned = 放棄
orders-state-on-hold = 保留中
orders-state-closed = 完了

## 次に起こること
orders-next-pay-before = { $at }までに{ $due }をお支払いください。確認後、出品者に支払います。
orders-next-pay = { $due }をお支払いください。確認後、出品者に支払います。
orders-next-paying = 出品者に支払っています。
orders-next-sellers-turn = 出品者が発送を準備しています。
orders-next-coming = 当サイトの倉庫へ輸送中です。
orders-next-look = 検品して、棚に保管します。
orders-next-shelf = 棚に保管します。
orders-next-mend = 今後の対応についてご連絡します。
orders-next-prohibited = 日本から発送できない商品です。ご連絡します。
orders-next-pay-shipping = 国内送料{ $due }をお支払いください。その後、発送できます。
orders-next-tell-us = 発送をご依頼ください。
orders-next-pack = 梱包します。
orders-next-carrier = 運送会社に引き渡します。
orders-next-pay-freight = 国際送料をお支払いください。その後、発送します。
orders-next-to-you = お届け先へ配送中です。
orders-next-looking = 調査のうえ、ご連絡します。
orders-next-refund = ご返金します。
orders-next-enjoy = どうぞお楽しみください。
orders-next-nothing = 手続きはすべて終わりました。

## 手続きとその理由
orders-event = { $event ->
    [quote] 見積
    [accept] 見積の承諾
    [decline] お断り
    [lapse] 期限切れ
    [requote] 見積の出し直し
    [open] 注文の開始
    [pay] お支払い
    [settle] 国内送料のお支払い
    [pay_seller] 出品者への支払い
    [seller_paid] 出品者への支払い完了
    [ship] 出品者の発送
    [arrive] 入荷
    [find_ok] 検品：問題なし
    [find_mismatch] 検品：説明と異なる
    [find_damaged] 検品：破損
    [find_prohibited] 検品：発送不可
    [store] 棚入れ
    [instruct] 発送の依頼
    [withdraw] 発送依頼の取り消し
    [start_packing] 梱包を始める
    [pack] 梱包
    [charge_freight] 国際送料の請求
    [pay_freight] 国際送料のお支払い
    [hand_over] 運送会社への引き渡し
    [move] 輸送中にする
    [deliver] 配達完了
    [come_back] 返送された
    [lose] 紛失
    [seize] 差し押さえ
    [call_off] 購入の取り消し
    [refund] 返金
    [dispose] 廃棄
    [abandon] 放棄
    [hold] 保留にする
    [resume] 再開する
    [close] 完了にする
   *[other] この手続き
 }
orders-reason = { $reason ->
    [sold_out] 注文の時点で売り切れ
    [sold_out_waiting] お待ちの間に売り切れ
    [seller_cancelled] 出品者による取り消し
    [sold_elsewhere] ほかのサイトで販売済み
    [listing_deleted] 出品の削除
    [seller_restricted] 出品者の利用制限
    [seller_silent] 出品者から連絡がない
    [refuses_proxies] 代行業者には販売しない出品者
    [unsupported] 当サイトでは購入できない形式
    [seller_fraud] 出品者の詐欺
    [not_as_described] 説明と異なる
    [wrong_thing] 別の商品
    [counterfeit] 偽物
    [damaged_on_arrival] 入荷時に破損
    [taken_as_is] 現状のままお引き取り
    [not_exportable] 輸出できない商品
    [export_controlled] 輸出許可が必要
    [banned_there] お届け先の国で輸入禁止
    [back_to_seller] 出品者へ返品
    [price_changed] 価格の変更
    [payment_refused] サイトが支払いを受け付けない
    [member_unpaid] 期限までにお支払いがない
    [member_declined] 会員のご希望
    [never_instructed] 発送のご指示がない
    [offer_lapsed] 見積の期限切れ
    [damaged_in_transit] 輸送中の破損
    [lost_by_carrier] 運送会社による紛失
    [seized_by_customs] 税関による差し押さえ
    [returned_contents] 内容品を理由に返送
    [returned_customs] 税関からの返送
    [unclaimed] 受け取りがない
    [bad_address] 住所の誤り
    [looking] 調査中
   *[other] この理由
 }
orders-settled = 国内送料お支払い済み
orders-by-you = お客様
orders-by-staff = 当サイトの担当者
orders-by-house = 当サイト

## 注文の内容
orders-bought-at = 購入先
orders-how-many = 数量
orders-shipping = 国内送料
orders-fee = 手数料
orders-to-warehouse = 倉庫までの荷物
orders-to-you = お届け先までの荷物
orders-not-known = 未定
orders-weight = 梱包後の重さ
orders-given-back = 返金額
orders-order = 注文番号
orders-member = 会員番号
orders-their-order = 購入先の注文番号
orders-shelf = 棚

## 倉庫
orders-arrivals = 入荷
orders-arrivals-what = 届いた荷物を受け取り、検品し、棚に入れます。
orders-packing = 梱包
orders-packing-what = 会員が発送を希望した商品を梱包し、運送会社に引き渡します。
orders-tracking = 追跡番号
orders-nothing-waits = 該当する注文はありません。
orders-parcel-came = 荷物が届いた
orders-tracking-number = 追跡番号
orders-tracking-help = 荷物に記載されているとおりに入力してください。
orders-looks-like = 外観
orders-take-in = 受け取る
orders-to-look-at = 検品・棚入れ待ち
orders-odd = 問題のある荷物
orders-strays = 心当たりのない荷物
orders-coming = 倉庫へ輸送中
orders-no-strays = ありません。
orders-belongs-to = 該当する注文
orders-match = この注文に結び付ける
orders-taken-in = { $orders ->
    [1] 受け取りました。続けて検品してください。
   *[other] 受け取りました。一つの荷物に{ $orders }件の注文が入っています。それぞれ検品してください。
 }
orders-nobody-expects = この番号の荷物を待つ注文はありません。心当たりのない荷物の一覧に載せました。
orders-is-matched = 注文に結び付けました。続けて検品してください。
orders-to-pack = 梱包待ち
orders-to-hand-over = 引き渡し待ち
orders-away = 運送会社が輸送中
orders-sent-with = 出品者が使った運送会社
orders-seller-sent = 出品者の発送を記録する
orders-put-there = この棚に入れる
orders-weight-g = 重さ（グラム）
orders-length-mm = 長さ（ミリメートル）
orders-width-mm = 幅（ミリメートル）
orders-height-mm = 高さ（ミリメートル）
orders-is-packed = 梱包済みにする
orders-carrier = 運送会社
orders-out-tracking = 国際追跡番号
orders-hand-over = 引き渡して宛名ラベルを印刷する
orders-why = 理由
orders-few-words = 補足（任意）
orders-noted = 記録しました。
orders-expected = 倉庫で入荷を待っています。
orders-on-shelf = 棚に入れました。
orders-packed = 梱包しました。続けて運送会社に引き渡してください。
orders-label = 宛名ラベル
orders-print-now = このページを今すぐ印刷してください。保存されません。
orders-label-to = 宛先
orders-to-order = 注文へ

## 出品者がさらに求めている額
orders-next-price = 出品者がお支払い額より多くを求めています。承諾するかお選びください。
orders-price-asked = 出品者がさらに求めています
orders-price-asked-what = 出品者が求めている合計は{ $asked }です。このうち{ $paid }はお支払い済みです。承諾なしに追加で支払うことはありません。
orders-agree = あと{ $more }を支払って続ける
orders-agreed = お支払いが済みました。出品者に支払います。
orders-disagree = その価格ではいりません
orders-disagree-what = この注文は取り消され、元に戻せません。お支払い額は当社の手数料も含めて全額お返しします。
orders-disagree-sure = はい、取り消します
orders-disagreed = 取り消しました。お金はお返しします。
orders-give-up = 受け取りをあきらめる
orders-give-up-what = 発送されず、お支払い額は戻りません。取り消しはできません。
orders-give-up-sure = はい、あきらめます
orders-given-up = 受け取りをあきらめました。

## 待っているもの
orders-all = 注文一覧
orders-all-what = 誰かの作業を待っている注文を、古い順に。
orders-waiting = 待っている注文
orders-any-state = 自分の番のものすべて
orders-by-id = 注文番号
orders-look = 探す
orders-nothing-for-you = あなたを待っている注文はありません。
orders-to-desks = デスク一覧へ
orders-asked = 出品者が求めている合計
orders-aside = マーケットからの知らせで取り込めなかったもの
orders-aside-what = 注文に合わなかったため脇に置きました。その後の知らせは取り込まれています。注文を確認してから、マーケットにもう一度問い合わせてください。
orders-ask-again = 確認済み：もう一度問い合わせる
orders-asked-again = マーケットにもう一度問い合わせます。
orders-todo = { $state ->
    [purchased] 出品者が準備中です。長引くときは出品者に問い合わせてください。
    [purchased_desk] 店に追跡番号を聞き、記入してください。
    [seller_shipped] 届いたら受け入れてください。
    [arrived] 検品してください。
    [ok] 棚に置いてください。
    [mismatch] このまま受け取るか取り消すか、会員に確認してください。
    [damaged] このまま受け取るか取り消すか、会員に確認してください。
    [prohibited] 発送できません。会員に知らせ、処分してください。
    [instructed] 梱包を始めてください。
    [packing] 梱包し、重さと大きさを測ってください。
    [packed] 運送会社に渡してください。
    [charge2_paid] 運送会社に渡してください。
    [handed_over] 運送会社が動かしたら記録してください。
    [in_transit] 配達・返送・紛失のときに記録してください。
    [delivered] 会員が受け取ったら終了してください。
    [returned] 棚に戻し、会員に知らせてください。
    [lost] 取り消して返金するか、終了してください。
    [seized] 会員に知らせ、終了してください。
    [on_hold] 止まった理由を調べ、再開するか取り消してください。
    [price_asked] 出品者の求める額を支払うか、会員に確認中です。
    [refund_due] 返金してください。
    [refunded] 終了してください。
    [disposed] 終了してください。
    [abandoned] 終了してください。
   *[other] { $state }
 }
orders-said = { $code ->
    [busy] マーケットが混み合っていました。
    [unreachable] マーケットにつながりませんでした。
    [answer_lost] マーケットの応答が失われました。
    [not_begun] まだ受付が始まっていません。
    [unauthorised] マーケットが当社のアカウントを受け付けません。
    [unknown_order] マーケットにそのような注文がありません。
    [unknown_item] マーケットにそのような商品がありません。
    [unknown] そのマーケットはもう扱っていません。
    [wrong_state] マーケットの注文はすでに先へ進んでいます。
    [price_moved] マーケットの示す金額が違います。
    [preview_lapsed] マーケットの提示は期限切れです。
    [cannot] マーケットではそれができません。
    [refused] マーケットに断られました。
    [restricted] 出品者は当社には売りません。
    [no_order_yet] マーケットにはまだ注文がありません。
    [not_decided] 出品者はまだ決めていません。
    [fault] 当社側で問題が起きました。ログに記録があります。
   *[other] 断られました：{ $code }
 }
orders-printing = { $why ->
    [unprinted] 印刷されなかった、または不鮮明
    [damaged] ラベルが傷んだ
    [misplaced] ラベルをなくした
    [asked] 運送会社にもう一枚求められた
   *[other] { $why }
 }
orders-why-again = 再印刷の理由
orders-print-again = ラベルを再印刷する

## 出品者とのやり取り
orders-messages = 出品者とのやり取り
orders-no-messages-yet = まだ何もやり取りしていません。
orders-carries-none = このマーケットでは出品者にメッセージを送れません。マーケットのページから直接連絡してください。
orders-by-seller = 出品者
orders-to-the-seller = 出品者へのメッセージ
orders-to-the-seller-help = 出品者の言語で1,000文字まで。当社の名前で送られます。会員が誰かは書かないでください。
orders-send-message = 出品者に送る
orders-message-goes = 出品者に送信しています。
orders-message-sending = 送信中
orders-message-sent = 送信済み
orders-message-refused = 送信できず
orders-message-unread = 未読
orders-message-read = 既読
orders-not-sent-what = マーケットのページで、届いていないかを確認してください。届いていなければ、もう一度書いてください。
orders-write-again = もう一度書く
orders-mark-read = 読みました
orders-is-read = 既読にしました。
orders-answer-awaited = 返信がないか、ときどき確認しています。
orders-look-for-answer = いま返信を確認する
orders-is-looked-for = マーケットに問い合わせています。出品者からのメッセージがあれば、まもなくここに表示されます。
orders-unread = 出品者からのメッセージ
orders-unread-what = まだ誰も読んでいません。注文を開いて読み、そこで既読にしてください。
orders-unread-lines = { $lines ->
   *[other] 新着{ $lines }件
 }

## 断り文
orders-unknown = そのような注文はありません。
orders-impossible = 注文の{ $state ->
   *[any] 現在の状況
 }では、「{ $event ->
   *[any] { orders-event }
 }」はできません。注文をもう一度ご確認ください。
orders-not_yours = 「{ $event ->
   *[any] { orders-event }
 }」を行う権限がありません。
orders-no_reason = 「{ $event ->
   *[any] { orders-event }
 }」には理由が必要です。理由を選んでください。
orders-unfit_reason = 「{ $reason ->
   *[any] { orders-reason }
 }」は「{ $event ->
   *[any] { orders-event }
 }」の理由になりません。一覧から選んでください。
orders-bad_tracking = 「{ $typed }」は追跡番号ではありません。6〜40文字の英数字で入力してください。
orders-bad_weight = 重さは1〜100,000グラムの間で入力してください。
orders-bad_size = 各辺の長さは1〜5,000ミリメートルの間で入力してください。
orders-bad_shelf = 棚の名前は20文字以内の英数字とハイフンで入力してください。
orders-bad_carrier = 運送会社の名前は40文字以内で入力してください。
orders-no_address = お届け先が登録されていません。アカウントに登録すると、発送を依頼できます。
orders-owes = 国内送料{ $yen }のお支払いが残っています。お支払い後に手続きを進めます。
orders-nothing_due = この注文に、いまお支払いいただくものはありません。
orders-payment_under_way = 出品者にはすでに支払われている可能性があります。まず注文を再開してください。そうすれば分かります。または、マーケットを確認し、見た内容を短く書いてください。
orders-nothing_asked = 出品者がこの注文に追加で求めている金額はありません。注文をもう一度ご確認ください。
orders-asked_another = 出品者が求めている合計は今では{ $yen }です。もう一度ご確認ください。
orders-looked_at = すでに誰かが確認したか、一覧にありません。
orders-no_label = ラベルを再印刷できるのは、運送会社が荷物を受け取り、まだ動かしていない間だけです。
orders-no_label_reason = ラベルを再印刷する理由を選んでください。
orders-bad_order = 注文には、一点以上の数量、ゼロより大きい価格、ゼロ以上の料金が必要です。
orders-matched = この荷物はすでに注文に結び付けられたか、一覧にありません。
orders-schedule-follow = 取引所に注文の状況を問い合わせる
orders-not_a_writer = 出品者とのやり取りは、買付担当とお客様窓口だけが行えます。
orders-bad_message = メッセージは1〜1,000文字で、改行以外の制御文字を含めずに入力してください。
orders-no_messages = このマーケットでは出品者にメッセージを送れません。マーケットのページから直接連絡してください。
orders-message_reused = このフォームは別の文面ですでに送信されています。書かれた内容を確認し、まだ必要であればもう一度送ってください。
