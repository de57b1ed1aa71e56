import { type LanguageWords, list } from "./language-words.ts";

export const BENGALI: LanguageWords = {
  language: "Bengali",
  phone: list`ফোন মোবাইল টেলিফোন কল যোগাযোগ হটলাইন মুঠোফোন`,
  phoneStems: list`টেলিফ`,
  hint: list`অফিস করুন তথ্য সেবা অ্যাপয়েন্টমেন্ট`,
  fax: list`ফ্যাক্স`,
  numbering: list`নম্বর নাম্বার নং`,
  neutral: list`আমাদের আমার`,
  stop: {
    order: list`অর্ডার চালান রসিদ বিল`,
    person: list`গ্রাহক পাসপোর্ট পরিচয়পত্র রোল এনআইডি টিআইএন`,
    company: list`নিবন্ধন টিন`,
    bank: list`হিসাব অ্যাকাউন্ট কার্ড`,
    goods: list`পণ্য মডেল কোড সিরিয়াল`,
    id: list`
      আইডি রেফারেন্স পলিসি বারকোড লাইসেন্স ট্র্যাকিং আবেদন অভিযোগ টিকিট সিট মিটার সিরিয়াল ভোটার সদস্য পার্সেল
      লেনদেন
    `,
    amount: list`মোট মূল্য দাম জনসংখ্যা`,
  },
  unit: list`টাকা জন লাখ কোটি হাজার`,
  link: list`বা এবং করুন`,
};
