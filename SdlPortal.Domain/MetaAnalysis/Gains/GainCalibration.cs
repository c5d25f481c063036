using SdlPortal.Domain.Simulation;

namespace SdlPortal.Domain.MetaAnalysis.Gains;

/// <summary>Whether promises are kept: forecasts against what fresh experiments came to, over many recommendations.</summary>
/// <param name="Scores">How many had experiments on both sides.</param>
/// <param name="Coverage">Of the intervals at 50, 80 and 95 %.</param>
/// <param name="Bias">Realized minus forecast, the mean with its 95 % interval; below 0 promises were too high.</param>
/// <param name="Bins">By ascending forecast.</param>
public sealed record GainCalibration(int Scores, IReadOnlyList<GainCoverage> Coverage, Estimate Bias, IReadOnlyList<GainBin> Bins)
{
    public static GainCalibration Of(IReadOnlyList<GainScore> scores) => throw new NotImplementedException();

    /// <summary>The same for each quarter of a year in which there are scores, the latest first.</summary>
    public static IReadOnlyList<QuarterOfScores> ByQuarter(IReadOnlyList<DatedScore> scores) => throw new NotImplementedException();
}

/// <summary>How often intervals held what came.</summary>
/// <param name="Level">What they promise: 0.95.</param>
/// <param name="Held">The share that did, with the exact 95 % interval of so many trials.</param>
public sealed record GainCoverage(double Level, Estimate Held);

/// <summary>Forecasts of about the same size.</summary>
/// <param name="Forecast">Their mean.</param>
/// <param name="Realized">The mean of what came, with its 95 % interval; not numbers at the ends where there is one score only.</param>
public sealed record GainBin(int Count, double Forecast, Estimate Realized);

public sealed record DatedScore(DateOnly On, GainScore Score);

/// <param name="Quarter">1 to 4.</param>
public sealed record QuarterOfScores(int Year, int Quarter, IReadOnlyList<DatedScore> Scores, GainCalibration Calibration);
