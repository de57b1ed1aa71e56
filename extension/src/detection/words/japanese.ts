import { list, type UnspacedWords } from "./language-words.ts";

export const JAPANESE: UnspacedWords = {
  language: "Japanese",
  phone: list`
    電話 電話番号 携帯 携帯番号 お問い合わせ お問合せ 問い合わせ 連絡先 フリーダイヤル 代表 直通 でんわ ダイヤル ご予約 コール 窓口 受付 ケータイ テレフォン 連絡
  `,
  fax: list`ファックス ファクス ＦＡＸ ファクシミリ`,
  stop: list`
    注文 注文番号 番号 伝票 伝票番号 会員 会員番号 口座 口座番号 郵便 郵便番号 請求書 請求書番号 受付番号 予約番号 商品 商品番号 型番 品番 製造番号 法人番号 マイナンバー 顧客番号
    お客様番号 追跡番号 管理番号 整理番号 登録番号 免許 合計 金額 価格 人口 コード 証券番号 カード 学籍番号 社員番号 ID バージョン 宝くじ
    個人番号 旅券番号 免許証番号 基礎年金番号
  `,
  unit: list`円 人 個 件 万 億 回 年 月 日 台 名 本 枚 点 番地 号`,
};
