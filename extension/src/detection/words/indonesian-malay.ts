import { type LanguageWords, list } from "./language-words.ts";

export const INDONESIAN_MALAY: LanguageWords = {
  language: "Indonesian, Malay",
  phone: list`
    telepon telp tlp tel telefon hp handphone ponsel wa whatsapp hubungi menghubungi bimbit telpon sms
    hotline
  `,
  phoneStems: list`telepon telefon`,
  hint: list`
    kontak kantor pejabat pengaduan layanan cs admin talian reservasi informasi pemesanan pertanyaan
    bantuan tempahan maklumat aduan temu janji customer service pemilik satpam tukang ledeng listrik kunci derek taksi dokter drg perawat bidan apotek apotik rumah klinik pengacara notaris akuntan penjualan sales marketing konsultan penanggung direktur manajer lurah kelurahan sekolah perpustakaan museum ibu bapak pak bu mama papa nenek kakek tante om kakak adik suami istri tetangga teman bos supir sopir kurir pengasuh dijual disewakan kontrakan kost peminat imbalan ditemukan hilang gangguan delivery antar meja toko bengkel salon restoran hotel malam darurat pesan cp narahubung tuan doktor gigi hospital farmasi peguam jualan pengurus penolong tadika makcik pakcik abang jiran kawan majikan pemandu untuk disewa ganjaran kerosakan kedai kecemasan khidmat`,
  fax: list`fax faks faksimile faksimili`,
  numbering: list`no nomor nomer nombor nmr`,
  neutral: list`kami saya ini kontak di`,
  stop: {
    order: list`pesanan faktur invois invoice resi tagihan kwitansi resit transaksi booking`,
    person: list`
      nasabah       ktp nik sim paspor pasport anggota bpjs nip nisn mykad ahli pelanggan pengguna penumpang karyawan
    `,
    company: list`npwp siup nib ssm tdp`,
    bank: list`rekening rek akaun akun kartu kad va`,
    goods: list`barang produk seri kode kod imei artikel`,
    id: list`
      polis kontrak referensi rujukan pos halaman versi plat inventaris tabungan rekening identitas paket
      kiriman lacak permohonan klaim keluhan tiket penerbangan kursi undian sertifikat tanah meter meteran
      id pelanggan langganan putusan perangkat imei serial peserta mahasiswa siswa nim nis
      registrasi pendaftaran polisi rangka mesin surat resep antrian antrean kenderaan pengenalan
      bungkusan tuntutan lot geran cukai akaun invois
    `,
    amount: list`total jumlah harga penduduk saldo rp rm`,
  },
  unit: list`rupiah buah orang jiwa ribu juta unit ringgit kali`,
  link: list`di ke atau dan adalah kami nomor`,
};
