import { list, type UnspacedWords } from "./language-words.ts";

export const KOREAN: UnspacedWords = {
  language: "Korean",
  phone: list`
    전화 전화번호 연락처 휴대폰 휴대폰번호 핸드폰 핸드폰번호 휴대전화 문의 고객센터 대표번호 대표전화 상담 콜센터 연락 예약 무료전화 대표 직통 통화 연락번호 상담번호 문의번호 안내
  `,
  fax: list`팩스 팩스번호`,
  stop: list`
    주문 주문번호 계좌 계좌번호 번호 사업자등록번호 사업자번호 사업자 송장 송장번호 운송장 운송장번호 주민등록번호 주민번호 회원 회원번호 우편번호 카드번호 카드 상품 상품번호 상품코드
    접수번호 예약번호 고객번호 일련번호 모델 금액 합계 가격 총액 인구 여권 여권번호 학번 법인등록번호 코드 증권번호 버전 차대번호 로또 통신판매업
  `,
  unit: list`원 명 개 건 만 억 회 년 월 일 대 장 달러 권`,
};
