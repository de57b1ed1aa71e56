import { type LanguageWords, list } from "./language-words.ts";

export const PORTUGUESE: LanguageWords = {
  language: "Portuguese",
  phone: list`
    telefone telefones tel telemóvel telemovel tlm telm celular cel fone ligue ligar disque whatsapp
    whats zap fixo pabx sac discagem telef telem tm fones tele disk liga ligam ligando ligação ligações zapzap wpp wapp cels tels chamada chamadas recado recados teleentrega orelhão`,
  phoneStems: list`telefon telemóve`,
  hint: list`
    contato contacto atendimento escritório central ouvidoria recepção reservas linha fale plantão
    comercial matriz filial emergência agende agendar agendamento marcação marcações marque dúvidas
    informações reserve apoio suporte serviço delivery secretaria sede consultório urgência urgências contactos contatos encomendas canalizador eletricista electricista responsável mbway emprego trabalho senhorio senhoria câmara junta inscrições vende vendo aluga alugo aluguel arrenda trata tratar avarias res com orçamentos peça peçam faça advogado advogada porteiro portaria motorista encanador pedreiro diarista delegacia bombeiros gerente gerência síndico síndica corretor corretora vendedor vendedora consultor consultora professor professora diretor diretora diretoria coordenador coordenadora coordenação médico médica dentista enfermeira veterinário veterinária psicóloga psicólogo fisioterapeuta nutricionista mãe pai avó avô tia tio irmã irmão filha filho marido esposa namorado namorada amigo amiga vizinha vizinho primo prima sogra sogro chefe patrão cuidadora babá faxineira oficina borracharia guincho reboque chaveiro vidraceiro marceneiro serralheiro pintor jardineiro técnico técnica assistência manutenção dedetização mudanças frete fretes carreto entregas entrega entregador motoboy pizzaria padaria açougue mercado mercearia lanchonete bar café pousada pensão clínica laboratório farmácia hospital ambulatório ubs upa samu creche universidade faculdade igreja paróquia biblioteca museu teatro cinema academia salão barbearia barbeiro cabeleireiro loja fábrica armazém depósito imobiliária condomínio recepcionista telefonista recrutamento rh financeiro jurídico compras vendas marketing imprensa assessoria gabinete tesouraria reclamações sugestões denúncias denúncia denuncie elogios reservar solicite solicitar saiba recompensa achado encontrar procura procurar interessado interessados interessada interessadas dr dra doutor doutora horas urgente socorro aviso avise avisar avisem mim comigo conosco connosco gente aí salva anota guarda passa pro`,
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
