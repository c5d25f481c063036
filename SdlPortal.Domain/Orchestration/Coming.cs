namespace SdlPortal.Domain.Orchestration;

/// <summary>What can happen on a virtual line, in the order in which it does at the same moment.</summary>
internal enum ComingKind { StageEnd, Repair, Cleaned, Breakdown, LookAgain, WaitIsOver }

/// <summary>Something that will happen on a virtual line.</summary>
/// <param name="Number">The experiment, or the station's place in the list.</param>
/// <param name="Detail">A slot, or a step.</param>
internal readonly record struct Coming(ComingKind Kind, int Number, int Detail = 0);
