namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files LegalTexts.resx (Polish) and LegalTexts.en.resx: the words around the documents, which are in Legal/Texts.</summary>
public sealed class LegalTexts;
