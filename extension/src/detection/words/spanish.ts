import { type LanguageWords, list } from "./language-words.ts";

export const SPANISH: LanguageWords = {
  language: "Spanish",
  phone: list`
    teléfono telefono teléfonos tel telf tlf tfno tfn tno fono móvil movil celular cel llame llamar
    llámenos llamanos llámanos llama llamada llamadas llamando marque marcar whatsapp wasap fijo
    conmutador centralita wsp wpp wtsp wasapp guasap móv mov tfnos teléf telefs teléfs tlfs telfs tels cels lada pbx rpc rpm nequi daviplata convencional movistar claro marca márcale telefónica telefónicamente timbre`,
  phoneStems: list`teléfon telefón telefon`,
  hint: list`
    contacto contactar oficina atención información urgencias emergencias reservas citas línea linea
    gratuita gratuito gratis recepción consultas sucursal pedidos cita turno turnos agende agendar
    comuníquese escríbanos consulta dudas reservar reserve servicio soporte ayuda sede consultorio
    domicilios ventas guardia secretaría administración portería conserje fontanero fontanería electricista cerrajero cerrajeros cerrajería grúa grúas razón interesados interesado avisa recompensa mamá papá mami papi agéndame agenda anota apunta guarda pásame informes informe encargos encargue encargado encargada responsable coordinador coordinadora vendedor vendedora asesor asesora colegio matrículas inscripciones inscríbete inscríbase apúntate apúntese bizum yape plin casa marido mujer esposo esposa abuela abuelo tía tío hermana hermano hija hijo prima primo dr dra doctora abogado abogada notaría notario veterinario veterinaria niñera canguro chofer chófer conductor repartidor portero vecina vecino dueño dueña propietaria propietario casero casera inmobiliaria quejas sugerencias denuncias denuncia denunciar reclamaciones reclamos averías avería salud centro tu mesa haz haga horas tardes mañanas noches jefe jefa jefatura gerente gerencia director directora dirección profesor profesora maestro maestra entrenador párroco parroquia alcaldía municipalidad municipio juzgado comisaría cuartel delegación módulo ventanilla almacén bodega fábrica planta obra rancho granja panadería carnicería peluquería barbería estética gimnasio academia universidad facultad instituto guardería biblioteca museo teatro cine estadio club pizzería bar cafetería heladería floristería ferretería librería papelería óptica laboratorio dentista odontólogo psicólogo psicóloga fisioterapeuta pediatra ginecólogo médico enfermera enfermería mecánico plomero plomería gasfiter gasfitero albañil pintor carpintero jardinero técnico instalador cocinera limpieza mudanzas fletes acarreos remolque auxilio ambulancias rescate protección civil cruz roja compro vendo alquilo rento arriendo renta alquiler venta informamos solicita solicite solicitar cotiza cotizaciones cotización presupuestos deja dejar dejen escribirle hablen comuniquen comunica comunique localizar localizarme encontrarme encuéntrame ubícame búscame agrégame agregar añádeme añade amiga amigo novio novia familiar emergencia pareja suegra suegro cuñado compadre comadre patrón patrona sra srta doña don`,
  fax: list`fax`,
  numbering: list`no núm num número numero nro nº n`,
  neutral: list`nuestro mi su el al contacto gratuito mamá nuevo tu atención emergencia emergencias`,
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
