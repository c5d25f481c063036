namespace SdlPortal.Web.Reviews.History;

public enum PieceKind { Kept, Removed, Added }

/// <summary>A run of words that two texts share, or that only one of them has.</summary>
public readonly record struct TextPiece(PieceKind Kind, string Text);
