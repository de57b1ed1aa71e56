import { type LanguageWords, list } from "./language-words.ts";

export const VIETNAMESE: LanguageWords = {
  language: "Vietnamese",
  phone: list`điện thoại đt đtdđ sđt dđ gọi hotline di động zalo tel tổng đài đđ dt sdt alo zalo/đt thoai`,
  hint: list`liên hệ tư vấn hỗ trợ lh văn cskh lịch hẹn bàn chăm sóc cấp cứu zalo đặt lễ`,
  fax: list`fax`,
  numbering: list`số so`,
  neutral: list`đường dây nóng của`,
  stop: {
    order: list`đơn hóa hoá vận`,
    person: list`cmnd cccd khách hàng nhân viên bhxh chiếu`,
    company: list`mst thuế đkkd`,
    bank: list`khoản stk thẻ tk`,
    goods: list`mã phẩm seri serial`,
    id: list`
      đồng bưu trang tham chiếu sê ri vạch sổ tiết kiệm hộ biển theo dõi kiện yêu cầu khiếu nại vé chuyến
      ghế xổ công tơ hợp bảo hiểm thiết bị phiên bản giao dịch biên lai chứng nhận giấy phép lô thửa báo
      danh sinh viên vận đơn
    `,
    amount: list`giá tiền cộng dân`,
  },
  unit: list`đồng vnđ vnd đ người cái chiếc lần triệu tỷ`,
  link: list`là theo qua hoặc và máy`,
};
