import { type LanguageWords, list } from "./language-words.ts";

export const ENGLISH: LanguageWords = {
  language: "English",
  phone: list`
    tel tels telephone telephones phone phones ph mobile mob cell cellphone landline hotline helpline
    freephone tollfree freecall freefone switchboard whatsapp sms viber dial pager voicemail callback
    msisdn handphone payphone dialled dialed voice fon tty tdd tel/fax phoneno phonenumber telno beeper vmail videophone facetime imessage hmu holla lifeline textline helplines hotlines faceTime phonebank telehealth bleep ofc cel celular telephonic contno phno mobno cellno hpno`,
  phoneStems: list`telephon`,
  hint: list`
    call calls calling called ring text txt contact contacts reach line direct office desk reception
    support helpdesk emergency enquiries inquiries bookings reservations toll free home work signal
    telegram message service services appointment appointments questions enquire inquire info
    information assistance assist care concierge frontdesk dispatch surgery clinic crisis speak talk ask
    try consignee rsvp urgent tickets orders catering delivery deliveries takeaway manager broker secretary warden caretaker shout hours nights weekends weekdays mornings afternoons evenings patients referrals billing admissions agent agents realtor dispatcher supervisor teacher vp relay bridge intl outside details attn attention babysitter nanny security guard absences attendance ordering takeout takeaways apply volunteer donate hazards found reward buyers texts wk hm digits leasing rentals rental outages maintenance repairs repair driver chauffeur lawyer attorney solicitor accountant notary tailor carpenter painter cleaner gardener mason roofer handyman installer technician technicians engineer architect surveyor consultant counsellor counselor therapist psychologist physio chiropractor optician pediatrician obgyn midwives paramedic lifeguard matron superintendent janitor custodian foreman captain headteacher headmaster dean registrar bursar professor lecturer tutor librarian pastor priest vicar rector imam rabbi parish church mosque temple synagogue mayor councillor councilor senator sheriff constable borough township municipality courthouse library museum theatre theater cinema gym pool club boss colleague coworker assistant pa ceo cfo chairman chairperson president treasurer chair organiser organizer host hostess usher grandma grandpa grandmother grandfather granny nan nana uncle aunt auntie cousin nephew niece fiancé fiancee boyfriend girlfriend friend friends buddy mate flatmate roommate housemate parent parents mother father guardian partner spouse carer caregiver kin shop stores dealer dealership distributor supplier vendor wholesaler warehouse factory workshop studio gallery boutique butcher grocer fishmonger pizzeria pizza cafe café pub winery brewery airport airline marina lodge guesthouse campsite hostel resort villa cottage lab laboratory radiology pharmacy chemist paediatrics pediatrics maternity oncology cardiology dental casualty triage outpatients inpatient hospice police firefighters coastguard ambulance rescue rnli mountain pls kindly tap press buzz ping hi tollfree freefone linkline callback toll-free servicedesk receptions hour hrs rent sale zelle venmo only super paynow paytm gpay phonepe googlepay gcash mpesa bhim twint mr mrs mdm sir madam ji amb forwarded missed`,
  fax: list`fax telefax facsimile telefacsimile`,
  numbering: list`no nos num number numbers nr`,
  neutral: list`
    my our your his her their the this that new old contact office home work emergency direct main free
    toll service support helpdesk business daytime evening alternate alternative primary secondary lo
    local national private s a whose same following head duty general enquiry inquiry booking sales call
    guest callback
  `,
  stop: {
    order: list`
      order note invoice receipt purchase po quote quotation booking reservation confirmation ticket case claim
      incident issue transaction payment remittance voucher coupon docket rma bill cheque check deposit
    `,
    person: list`
      customer client member membership patient student employee staff passport licence license ssn sin
      nhs nino nric aadhaar aadhar pan voter badge user userid driver registrant medicare ni mrn npi
      taxpayer beneficiary donor holder policyholder subscriber traveller traveler passenger candidate
      claimant gmc nmc sra pensioner
    `,
    company: list`
      abn acn ein tin vat gst gstin gstn cin duns company charity tax registration reg registered crn utr
      lei bn siren siret fein brn uen
    `,
    bank: list`
      account acct acc iban bic swift routing sort card mastercard amex mc ifsc bsb micr aba ac bank
      banking debit credit creditor debtor mandate giro sepa ach wire fedwire clearing transit sortcode
      cvv cvc pan expiry statement ledger utr rrn stan auth authorisation authorization approval mid
      terminal merchant policyholder
    `,
    goods: list`
      sku isbn issn ean upc gtin asin item product part model serial sn s/n article art batch lot barcode
      code imei iccid vin mac patent catalog catalogue stock parcel tracking consignment awb shipment
      waybill container oclc pmid mpn imsi asset chassis engine plate doi arxiv rfc cas tag tags inventory
      equipment meter gauge fitting bin rack shelf locker bay spool carton pallet crate drum barrel label
      sample specimen isrc ismn isni orcid ndc hs hts cusip sedol isin figi wkn nsn oem spare revision
      firmware chip fccid fcc bios dispatch freight bol
    `,
    id: list`
      qq id ids uid guid uuid ref reference policy session meeting webinar zoom record file document doc
      entry key token pin otp passcode password hash checksum build version revision rev commit job task
      request req pid port seed sequence seq row block chapter page pages pp vol volume section contract
      agreement permit docket application enrollment enrolment roll seat exam certificate grant loan
      mortgage plan group prescription rx loyalty frequent gate flight train pnr bug process thread node
      epoch unix ext extn extension query bugzilla jira cve survey protocol cohort registry folio matter
      citation summons parking fine penalty warrant deed title cadastral listing mls lottery raffle draw
      bib locker competitor episode tram wagon coach locomotive tail registration callsign squawk
      vessel imo mmsi icao iata voucher gift i94 uscis alien sevis toefl ucas candidate module isbn10
      isbn13 shelfmark accession barcode control sample specimen chart mrn encounter admission npi dea lot
      dose case log audit trace span correlation nonce salt digest crc md5 sha sha1 sha256 cid did tx txid
      txn height wallet gas
    `,
    place: list`
      zip postcode postal lat latitude lng lon long longitude coordinates coords gps altitude box room
      suite apt apartment floor flat building plot parcel unit
    `,
    amount: list`
      total subtotal price amount sum cost costs revenue population balance qty quantity count salary
      budget profit loss turnover score points usd eur gbp inr aud cad rs views downloads votes size
      weight length width height volume bytes offset timestamp duration range average mean lottery lotto
      powerball bingo pi fee fees fine tax gross income expenses expenditure assets liabilities worth
      valuation bid estimate quota maximum minimum max min median variance ratio density acreage
      mileage odometer altitude elevation depth distance pressure temperature wavelength capacity storage
      ram page impressions clicks followers likes shares subscribers visitors inhabitants ballots
      circulation copies
    `,
  },
  unit: list`
    usd eur gbp chf dollars euros pounds people users items pcs pieces units views votes downloads
    followers subscribers times bytes kb mb gb tb bits km cm mm miles feet kg tons tonnes litres liters
    kwh hz ms seconds minutes hours days years percent points inhabitants million billion tokens rows
    records lines shares copies steps iterations
  `,
  link: list`is are was on at to or and the us me him her them now just by for via please`,
};
