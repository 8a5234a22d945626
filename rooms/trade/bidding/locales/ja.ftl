## 言葉
bidding-lot = 出品
bidding-state = 状況
bidding-price = 現在価格
bidding-sent = 入札の時期
bidding-ends = 終了
bidding-ends-in = 残り時間
bidding-ends-at = 終了日時
bidding-bids = 入札件数
bidding-ceiling = 最高額
bidding-ceiling-fact = 最高額
bidding-your-ceiling = あなたの最高額
bidding-least-next = 次の最低入札額
bidding-reserve = 最低落札価格
bidding-group = グループ
bidding-yes = あり
bidding-no = なし
bidding-none = なし
bidding-unknown = 未定
bidding-fixed = 定額
bidding-auction = オークション
bidding-sold-out = 売り切れ
bidding-pages = ページ
bidding-at-once = すぐに
bidding-before-the-end = 終了の{ $lead }前

## 入札の状況
bidding-state-scheduled = 予約済み
bidding-state-armed = 確認済み・準備完了
bidding-state-waiting = グループの順番待ち
bidding-state-sending = 送信中
bidding-state-leading = 最高額入札中
bidding-state-outbid = 高値更新されました
bidding-state-displaced = 他の会員のほうが高額です
bidding-state-won = 落札
bidding-state-lost = 落札できず
bidding-state-ended-early = 早期終了
bidding-state-cancelled = 出品者が取り消し
bidding-state-reserve-not-met = 最低落札価格に届かず
bidding-state-failed = 送信できず
bidding-state-withdrawn = 取り下げ

## その理由
bidding-because-below-least = 価格があなたの最高額を超えました
bidding-because-house-higher = 当サイトの別の会員の最高額のほうが高いためです
bidding-because-slot-taken = 同じグループの別の入札が進行中です
bidding-because-checked = 入札できることをオークションサイトで確認しました
bidding-because-due = 入札の時刻になりました
bidding-because-placed = 入札を受け付けました
bidding-because-raised = 最高額を引き上げました
bidding-because-not-covered = 預り金が足りませんでした
bidding-because-back-in-front = 上位の入札が出品者に取り消されました
bidding-because-won-by-another = 当サイトの別の会員が落札しました

## 終わり方、品物の状態
bidding-result-won = 落札
bidding-result-bought-now = 即決
bidding-result-no-bidder = 入札なし
bidding-result-cancelled = 取り消し
bidding-result-withdrawn = 取り下げ
bidding-condition-new = 新品
bidding-condition-like-new = 未使用に近い
bidding-condition-good = 良好
bidding-condition-used = 中古
bidding-condition-worn = 使用感あり
bidding-condition-junk = ジャンク品
bidding-reserve-none = なし
bidding-reserve-unmet = 未達
bidding-reserve-met = 達成

## トップページと検索
bidding-menu-search = 検索
bidding-front-title = 日本のオークションと通販の代行
bidding-front = 世界のどこからでも、日本で入札・購入
bidding-front-lead = daikoは、日本のオークションへの入札、ショップでの購入、倉庫での受け取り、ご自宅への発送までを代行します。すべての入札に、ミリ秒まで記録した控えが付きます。
bidding-all-items = すべての商品
bidding-all-categories = すべてのカテゴリー
bidding-nothing = 見つかりませんでした。言葉を減らすか、別の言葉でお試しください。
bidding-found = { $total }件
bidding-words = 検索する言葉
bidding-words-such-as = カメラ、フィギュア、万年筆…
bidding-category = カテゴリー
bidding-kind = 販売形式
bidding-kind-all = オークションとショップ
bidding-kind-auctions = オークション
bidding-sort = 並び順
bidding-sort-ends = 終了時間の近い順
bidding-sort-newest = 新着順
bidding-sort-price = 価格の安い順
bidding-sort-dearest = 価格の高い順
bidding-sort-bids = 入札の多い順
bidding-from = 下限
bidding-up-to = 上限
bidding-bids-before = 入札
bidding-bids-after = 件
bidding-page-before = 前へ
bidding-page-of = { $last }ページ中{ $page }ページ
bidding-page-next = 次へ

## 出品
bidding-picture = 「{ $title }」の写真
bidding-extension = 自動延長
bidding-extension-yes = あり（5分）
bidding-buy-now = 最高額を{ $price }以上にすると、その金額で即決落札できます。
bidding-left = 残り{ $available }点
bidding-your-bid = あなたの入札：
bidding-see-bid = 控えを見る・最高額を引き上げる
bidding-is-over = 終了しました。
bidding-over-as = 終了しました（{ $result }）。
bidding-relisted = 再出品されています。新しい出品を見る
bidding-how-many = 数量
bidding-to-cart = カートに入れる
bidding-hidden-ceiling = 最高額は誰にも見えません。当サイトが、必要な分だけ代わりに入札します。
bidding-sign-in = ログインして入札する
bidding-sellers-words = 出品者の説明
bidding-condition = 商品の状態
bidding-seller = 出品者
bidding-sent-from = 発送元
bidding-shipping = 国内送料
bidding-weight = 重さ（出品者による）
bidding-at-the-market = オークションサイト
bidding-own-page = この商品のページ

## 入札フォーム
bidding-place = 入札する
bidding-place-it = この内容で入札する
bidding-ceiling-help = 商品そのものに払ってもよい上限です。誰にも見えません。実際のお支払いは、次点の入札額に入札単位を一つ足した金額です。
bidding-when = いつ入札しますか
bidding-when-last = 終了間際
bidding-when-last-why = 自動延長で終了が動いても、その直前に入札します。ほかの入札者には応じる時間がありません。
bidding-when-now = 今すぐ
bidding-when-now-why = これから最高額まで、オークションサイトが自動入札します。
bidding-lead = 終了の何秒前
bidding-lead-help = 1から600まで。10がお勧めです。
bidding-in-group = グループ
bidding-no-group = グループなし
bidding-group-choice = { $name }（{ $wanted }点落札）
bidding-set-aside = 入札の間、次の金額を仮押さえします：あなたの最高額、国内送料{ $shipping }、手数料{ $fee }。使わなかった分はすぐに戻ります。
bidding-set-aside-unknown = 入札の間、次の金額を仮押さえします：あなたの最高額、国内送料の見込み{ $allowance }（未定のため）、手数料{ $fee }。使わなかった分はすぐに戻ります。
bidding-purse = 預り金は{ $purse }です。
bidding-placed = 入札を受け付け、資金を確保しました。この後の動きはすべてここに表示されます。

## 入札一覧
bidding-menu-bids = 入札一覧
bidding-bids-to-groups = グループ入札：この中からいくつか落札する
bidding-bids-none = まだ入札していません。
bidding-bids-find = 商品を探す

## 一つの入札
bidding-the-lot = 出品を見る
bidding-lot-card = 出品
bidding-your-bid-card = あなたの入札
bidding-planned-for = 予定日時
bidding-why = この状況の理由
bidding-seen = 最終確認
bidding-raise = 最高額を引き上げる
bidding-new-ceiling = 新しい最高額
bidding-raise-it = 引き上げる
bidding-raised = 最高額を引き上げました。
bidding-withdraw = この入札を取り下げる
bidding-withdrawn = 入札を取り下げました。仮押さえした金額は預り金に戻りました。
bidding-receipts = 控え
bidding-receipts-none = オークションサイトにはまだ何も送っていません。送信のたびに、ここに控えが残ります。
bidding-receipt-leading = 受付済み：最高額入札者です
bidding-receipt-beaten = 受付済み：より高い最高額の入札があります
bidding-receipt-refused = 拒否されました
bidding-receipt-not-sent = 未送信
bidding-receipt-asking = 回答待ち。照会中です
bidding-receipt-amount = 送信した金額
bidding-receipt-price = 直前に見た価格
bidding-receipt-planned = 予定
bidding-receipt-left = 送信
bidding-receipt-late = 遅れ
bidding-receipt-answered = 回答
bidding-receipt-said = { $code ->
    [below_least] 価格がその金額を超えています。
    [not_a_raise] すでに同額以上で首位に立っています。
    [closed] この出品は終了していました。
    [restricted] 出品者が当サイトからの入札を受け付けていません。
    [unknown_item] オークションサイトにその商品はありません。
    [preview_lapsed] オークションサイトの提示は期限切れでした。
    [price_moved] 価格が変わっていました。
    [cannot] このオークションサイトではできない操作です。
    [unauthorised] オークションサイトが当サイトのアカウントを受け付けませんでした。
    [busy] オークションサイトが混み合っていました。何も送信していません。
    [unreachable] オークションサイトに接続できませんでした。何も送信していません。
    [answer_lost] オークションサイトの回答を受け取れませんでした。
    [refused] オークションサイトに拒否されました。
   *[other] 拒否されました：{ $code }
 }
bidding-receipt-market-bid = サイト側の入札番号
bidding-receipt-answer = サイトの回答
bidding-receipt-account = 送信元アカウント
bidding-history = これまでの経過
bidding-history-when = 日時
bidding-history-what = 状況
bidding-history-why = 理由
bidding-history-amount = 金額
bidding-history-by = 行った者
bidding-by-house = 当サイト
bidding-by-market = オークションサイト
bidding-by-you = あなた

## グループ入札
bidding-groups = グループ入札
bidding-groups-what = 複数の出品に入札し、決めた数だけ落札します。一つが最高額の間、ほかは待機し、高値更新されると次の入札が進みます。仮押さえするのは、落札し得る中で最も高い分だけです。
bidding-groups-new = 新しいグループ
bidding-groups-name = 何のためのグループですか
bidding-groups-name-help = あなただけの覚え書きです。例：「動作するM515」
bidding-groups-wanted = 落札する数
bidding-groups-wanted-help = 1から{ $most }まで。
bidding-groups-open = グループを作る
bidding-groups-opened = グループを作りました。入札の際にお選びください。
bidding-groups-so-far = { $wanted }点落札する予定で、これまでに{ $won }点落札しました。
bidding-groups-empty = まだ出品がありません。入札の際にこのグループをお選びください。
bidding-groups-find = 出品を探す

## 入札の確実さ
bidding-figures = 入札の確実さ
bidding-figures-of = 回答のあった直近{ $attempts }回の入札について、良い結果も悪い結果もすべて数えています。会員はご自分の入札すべての控えを見られます。
bidding-figures-taken = サイトが受け付けた
bidding-figures-not-sent = サイトに届かなかった
bidding-figures-late-half = 遅れ（半数はこれ以下）
bidding-figures-late-most = 遅れ（100回中99回はこれ以下）
bidding-figures-late-max = 最大の遅れ
bidding-figures-none-yet = 終了間際の入札はまだありません
bidding-refused = 拒否された入札

## 断り文
bidding-lot_closed = この出品は{ $ended_at }に終了しました。ほかの出品をお探しください。
bidding-not_an_auction = この商品は定額で販売されています。カートに入れてご購入ください。
bidding-below_least = 次の最低入札額は{ $least }です。それ以上の最高額を指定してください。
bidding-not_whole_yen = 「{ $typed }」は円単位の整数ではありません。12000または12,000のように入力してください。
bidding-too_high = 最高額の上限は{ $most }です。
bidding-house_higher = 当サイトの別の会員が、この出品に同額以上で入札しています。当サイトが送る入札は一つの出品につき一件で、最も高い最高額、同額なら先の入札です。より高い最高額なら入札できます。
bidding-already_bidding = この出品にはすでに入札しています。その最高額を引き上げてください。
bidding-not_higher = 現在の最高額はすでに{ $now }です。最高額は引き上げることしかできません。
bidding-already_sent = この入札はすでにオークションサイトに送られており、取り下げることはできません。
bidding-over = この入札はすでに終わっています（{ $state }）。
bidding-no_such_bid = そのような入札はありません。
bidding-no_such_group = そのような入札グループはありません。
bidding-group_done = このグループは予定の数をすべて落札しました。グループなしで入札するか、新しいグループを作ってください。
bidding-no_such_lot = そのような出品はありません。
bidding-bad_lead = 終了の{ $least_s }秒前から{ $most_s }秒前の間で指定してください。
bidding-bad_wanted = グループで落札する数は1から{ $most }の間で指定してください。
bidding-ask_reused = このフォームは別の内容ですでに送信されています。出品を開き直して入札してください。

## 断り文: 市場
market-below_least = 現在価格は{ $price_yen }、次の最低入札額は{ $next_yen }です。最高額をそれ以上に引き上げてください。
market-not_a_raise = すでに{ $max_yen }の最高額で首位に立っています。
market-closed = この出品は{ $ended_at }に終了しました。
market-price_moved = 価格が{ $price_yen }に変わりました。もう一度ご確認のうえ、ご希望ならご注文ください。
market-sold_out = 売り切れです。
market-only_left = 残りは{ $available }点です。数量を減らしてください。
market-restricted = 出品者が当サイトからの入札を受け付けていません（{ $rule }）。
market-unknown_item = オークションサイトにその商品はありません。取り下げられた可能性があります。
market-unknown_order = オークションサイトに当サイトのその注文はありません。
market-wrong_state = オークションサイトの注文はすでに「{ $state }」です。
market-preview_lapsed = オークションサイトの提示は期限切れです。もう一度問い合わせる必要があります。
market-cannot = このオークションサイトではできない操作です（{ $what }）。
market-unknown = 当サイトは{ $market }という市場を扱っていません。
market-unauthorised = オークションサイトが当サイトのアカウントを受け付けていません。運営者による確認が必要です。
market-busy = オークションサイトが混み合っています。何も送信していません。しばらくしてからもう一度お試しください。
market-unreachable = オークションサイトに接続できません（{ $why }）。何も送信していません。1分ほど後にもう一度お試しください。
market-answer_lost = オークションサイトの回答を受け取れませんでした（{ $why }）。結果を照会しています。
market-refused = オークションサイトに拒否されました：{ $message }（{ $code }）
