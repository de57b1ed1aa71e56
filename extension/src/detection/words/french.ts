import { type LanguageWords, list } from "./language-words.ts";

export const FRENCH: LanguageWords = {
  language: "French",
  phone: list`
    téléphone telephone téléphones tél tel portable port mobile gsm natel appelez appeler appel appels
    appelle standard téléphonique composez cell cellulaire joindre joignable phone tph tèl télep portables mob fixe bigophone coup fil rappel appelle-moi appelez-nous textos sms whatsapp permanence téléphonez téléphoner standardiste joignables tél/fax`,
  phoneStems: list`téléphon appele`,
  hint: list`
    contact contactez contacter bureau secrétariat urgence urgences permanence renseignements
    réservations accueil ligne vert domicile gratuit sav assistance indigo azur rendez rdv réserver
    réservez questions informations info infos service médecin mairie siège agence magasin atelier
    astreinte dépannage interphone propriétaire bailleur gardien gardienne concierge syndic plombier plomberie électricien serrurier chauffagiste dépanneur remorquage garage garagiste taxi vétérinaire docteur dr infirmière infirmier kiné dentiste sage-femme pharmacie hôpital clinique laboratoire avocat avocate notaire comptable comptabilité commercial commerciale vente ventes vendeur conseiller conseillère responsable directeur directrice direction maire paroisse école crèche collège lycée bibliothèque musée théâtre cinéma piscine club association maman papa mamie papi tante oncle sœur soeur frère fille fils mari femme voisin voisine collègue ami amie patron chauffeur livreur nounou vends vendre louer location loue intéressés intéressé récompense trouvé perdu réclamations pannes panne signaler signalement commander commandez livraisons table boutique salon coiffeur boulangerie boucherie restaurant hôtel gîte camping maison travail perso pro soir matin journée message laissez laisser prévenir prévenez joignez joindre mme mlle maître relation relations espace`,
  fax: list`fax télécopie télécopieur telecopie`,
  numbering: list`no n nº n° num numéro numero numéros`,
  neutral: list`notre mon votre le au nouveau ce vert gratuit du un`,
  stop: {
    order: list`
      commande facture devis réservation dossier ticket bon reçu colis suivi avoir livraison
    `,
    person: list`
      client adhérent membre allocataire insee nir passeport permis étudiant sécu nas assuré abonné
    `,
    company: list`siret siren rcs tva ape naf kbis bce ide rna`,
    bank: list`compte iban rib carte bic virement`,
    goods: list`article produit série serie modèle lot code brevet châssis imei`,
    id: list`
      identification référence réf ref contrat police identifiant id cp postal boîte bp cedex page version sinistre
      barres étiquette inventaire bancaire courant épargne immatriculation identité suivi colis demande
      réclamation billet vol tirage cadastre cadastrale parcelle compteur pdl pce prm abonnement badge
      carte électeur marché arrêté décret loi jugement rg acte dispositif imei série mandat rum ics
      créancier virement chèque bordereau lettre recommandé ordre cerfa formulaire finess rpps adeli
    `,
    amount: list`
      total montant prix somme quantité population habitants solde loto tirage euromillions chiffre taille
    `,
  },
  unit: list`euros habitants unités personnes fois ans pièces millions exemplaires francs`,
  link: list`est au le la à ou et nous du de moi compris par`,
};
