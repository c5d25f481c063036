using SdlPortal.Domain.Analytics.Series;
using SdlPortal.Domain.MetaAnalysis.Runs;

namespace SdlPortal.Domain.Analytics.Drift;

/// <summary>What became of streams after their reference.</summary>
/// <param name="Remarks">On the order and the rows; sentences.</param>
public sealed record DriftResult(bool IsTimed, IReadOnlyList<StreamDrift> Streams, IReadOnlyList<string> Remarks);

/// <summary>One column, watched.</summary>
/// <param name="Watched">What the monitor saw, or why it could not.</param>
public sealed record StreamDrift(string Column, string? Unit, Answer<WatchedStream> Watched);

/// <param name="ReferenceFrom">Where the reference begins and ends on the axis: seconds since 1970 or rows.</param>
/// <param name="Level">What the evidence on the level is of its limit, thinned (see <see cref="Curve"/>): beyond ±1 an alert is raised.</param>
/// <param name="Remarks">On the reference, the heaviest first.</param>
public sealed record WatchedStream(double ReferenceFrom, double ReferenceTo, int ReferenceValues, double Mean, double Sd, double Autocorrelation, int Values, int EqualValues,
    IReadOnlyList<StreamAlert> Alerts, Curve Level, Curve Spread, IReadOnlyList<string> Remarks);

/// <summary>An alert where people look for it.</summary>
/// <param name="BeganAt">On the axis: seconds since 1970, or the row's number from 1.</param>
/// <param name="RaisedRow">Of the table as brought, from 0; −1 on a grid.</param>
/// <param name="Sentence">What happened, since when, how large.</param>
public sealed record StreamAlert(DriftAlert Alert, double BeganAt, double RaisedAt, double LastSeenAt, int RaisedRow, string Sentence);
