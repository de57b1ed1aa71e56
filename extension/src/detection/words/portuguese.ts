import { type LanguageWords, list } from "./language-words.ts";

export const PORTUGUESE: LanguageWords = {
  language: "Portuguese",
  phone: list`
    telefone telefones tel telemóvel telemovel tlm telm celular cel fone ligue ligar disque whatsapp
    whats zap fixo pabx sac discagem
  `,
  phoneStems: list`telefon telemóve`,
  hint: list`
    contato contacto atendimento escritório central ouvidoria recepção reservas linha fale plantão
    comercial matriz filial emergência agende agendar agendamento marcação marcações marque dúvidas
    informações reserve apoio suporte serviço delivery secretaria sede consultório urgência urgências
  `,
  fax: list`fax`,
  numbering: list`no nº num número numero n`,
  neutral: list`nosso meu seu o gratuito`,
  stop: {
    order: list`
      pedido fatura nota recibo encomenda protocolo boleto orçamento rastreio rastreamento processo
    `,
    person: list`cliente cpf rg cnh pis nis matrícula sócio utente sus passaporte bi aluno`,
    company: list`cnpj nipc nif inscrição ie registro registo fiscal`,
    bank: list`conta agência iban nib cartão pix ag`,
    goods: list`artigo produto série serie modelo lote código renavam chassi placa`,
    id: list`
      referência apólice contrato senha cep postal página versão id barras etiqueta inventário património
      patrimônio bancária bancário corrente poupança matrícula identidade envio objeto pacote solicitação
      chamado ocorrência sinistro reclamação bilhete voo assento sorteio loteria imóvel medidor instalação
      contador crachá título eleitor nit edital licitação resolução sentença dispositivo imei serial
      encomenda guia fatura multibanco entidade
    `,
    amount: list`total valor preço soma quantidade população habitantes saldo loteria`,
  },
  unit: list`reais euros habitantes unidades pessoas vezes anos milhões`,
  link: list`é ao a o para ou e em de do no nos pelo`,
};
