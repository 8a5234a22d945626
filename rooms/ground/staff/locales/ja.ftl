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
staff-asked_already = 別の人の同意はすでに求められているか、与えられています。上をご覧ください。
staff-no_such_wish = 回答を待つ申し出ではありません。回答済みか、取り下げられたか、期限切れです。
staff-no_role = 役割を一つ以上選んでください。
