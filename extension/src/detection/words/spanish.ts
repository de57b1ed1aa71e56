import { type LanguageWords, list } from "./language-words.ts";

export const SPANISH: LanguageWords = {
  language: "Spanish",
  phone: list`
    teléfono telefono teléfonos tel telf tlf tfno tfn tno fono móvil movil celular cel llame llamar
    llámenos llamanos llámanos llama llamada llamadas llamando marque marcar whatsapp wasap fijo
    conmutador centralita
  `,
  phoneStems: list`teléfon telefón telefon`,
  hint: list`
    contacto contactar oficina atención información urgencias emergencias reservas citas línea linea
    gratuita gratuito gratis recepción consultas sucursal pedidos cita turno turnos agende agendar
    comuníquese escríbanos consulta dudas reservar reserve servicio soporte ayuda sede consultorio
    domicilios ventas guardia secretaría administración
  `,
  fax: list`fax`,
  numbering: list`no núm num número numero nro nº n`,
  neutral: list`nuestro mi su el al contacto gratuito`,
  stop: {
    order: list`
      pedido factura boleta recibo orden albarán presupuesto ticket folio guía envío reserva localizador
      comprobante expediente
    `,
    person: list`
      cliente socio dni nie cédula cedula pasaporte curp afiliado matrícula legajo alumno nss cc ci
      usuario licencia
    `,
    company: list`nif cif rfc rut ruc nit cuit cuil registro rnc run`,
    bank: list`cuenta clabe iban tarjeta cbu ccc cta`,
    goods: list`artículo producto serie modelo lote código codigo patente bastidor isbn placa`,
    id: list`
      referencia ref póliza poliza contrato clave identificación identificador id cp postal apartado
      página versión radicado trámite acta barras tag inventario patrimonio bancaria bancario corriente
      ahorros matrícula nacional identidad seguimiento rastreo paquete radicación solicitud caso siniestro
      reclamo queja boleto billete vuelo asiento lote sorteo catastral predial finca medidor contador
      suministro cups nic nis suscriptor carnet colegiado credencial padrón elector licitación
      convocatoria resolución oficio sentencia autos proceso diligencia ley decreto isbn dispositivo imei
      serie serial
    `,
    amount: list`
      total importe precio monto suma cantidad población habitantes saldo lotería sorteo pesos
      talla tallas
    `,
  },
  unit: list`
    euros pesos habitantes unidades uds personas veces dólares soles años km metros mil millones
  `,
  link: list`es al a el o y en de del nos por`,
};
