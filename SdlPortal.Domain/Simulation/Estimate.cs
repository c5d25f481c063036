namespace SdlPortal.Domain.Simulation;

/// <summary>A number with a 95 % interval of its mean.</summary>
public readonly record struct Estimate(double Mean, double Low, double High);
