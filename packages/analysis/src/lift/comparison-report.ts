/**
 * A comparison as the report has it: what is undefined is null, for JSON knows no undefined.
 */
import type { ComparisonReport } from '../lift-report.js'
import type { MetricComparison } from '../metrics/method.js'

/** @param adjustedPValue over the family that the comparison is one of */
export function comparisonReport(
  variant: string,
  { difference, lift, pValue, logPValue, method, warnings, adjusted }: MetricComparison,
  adjustedPValue: number | undefined,
): ComparisonReport {
  return {
    variant,
    difference,
    lift,
    pValue: pValue ?? null,
    logPValue: logPValue ?? null,
    adjustedPValue: adjustedPValue ?? null,
    method,
    warnings,
    ...(adjusted ? { adjusted: withoutCoefficients(adjusted) } : {}),
  }
}

function withoutCoefficients({
  control,
  treatment,
  unadjustedDifference,
  varianceReduction,
}: NonNullable<MetricComparison['adjusted']>): NonNullable<ComparisonReport['adjusted']> {
  return { control, treatment, unadjustedDifference, varianceReduction }
}
