## 拒絕的理由
staff-role_missing = 此項需要{ $role }的職務。請向管理員申請。
staff-nobody = 沒有此編號的員工。
staff-has_left = 此人已不在此工作。
staff-holds_already = 此人已有{ $role }的職務。
staff-holds_not = 此人沒有{ $role }的職務。
staff-last_administrator = 這是最後一位管理員。請先將此職務授予他人。
staff-not_the_first = 已有員工；其他人由管理員僱用。
staff-needs_second = 法律仍要求保留此人的部分資料。請先取得另一人的同意。
staff-own_wish = 提出者不能自行同意或拒絕；須由另一人回覆。
staff-asked_already = 已請求或取得另一人的同意；見上方。
staff-no_such_wish = 沒有等待回覆的請求：已回覆、已撤回或已過期。
staff-no_role = 請至少選擇一個職務。
