namespace AleSekretariat.Web.Resources;

/// <summary>Names the resource files AttachmentTexts.resx (Polish) and AttachmentTexts.en.resx.</summary>
public sealed class AttachmentTexts;
