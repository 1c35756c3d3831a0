/** Data that come with R, so that any reference can be computed again. */

const sleep = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2, 1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]
const plants = [
  4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14, 4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03, 4.89, 4.32, 4.69,
  6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26,
]
const teeth = [
  4.2, 11.5, 7.3, 5.8, 6.4, 10, 11.2, 11.2, 5.2, 7, 16.5, 16.5, 15.2, 17.3, 22.5, 17.3, 13.6, 14.5, 18.8, 15.5, 23.6,
  18.5, 33.9, 25.5, 26.4, 32.5, 26.7, 21.5, 23.3, 29.5, 15.2, 21.5, 17.6, 9.7, 14.5, 10, 8.2, 9.4, 16.5, 9.7, 19.7,
  23.3, 23.6, 26.4, 20, 25.2, 25.8, 21.2, 14.5, 27.3, 25.5, 26.4, 22.4, 24.5, 24.8, 30.9, 26.4, 27.3, 29.4, 23,
]

/** sleep$extra of group 1 and group 2 */
export const sleepGroups = { control: sleep.slice(0, 10), treatment: sleep.slice(10) }

/** PlantGrowth$weight */
export const plantGrowth = { ctrl: plants.slice(0, 10), trt1: plants.slice(10, 20), trt2: plants.slice(20) }

/** ToothGrowth$len of VC and OJ */
export const toothGrowth = { control: teeth.slice(0, 30), treatment: teeth.slice(30) }

/** mtcars$mpg of am == 0 and am == 1 */
export const carMileage = {
  control: [
    21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8, 16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 21.5, 15.5, 15.2, 13.3, 19.2,
  ],
  treatment: [21, 21, 22.8, 32.4, 30.4, 33.9, 27.3, 26, 30.4, 15.8, 19.7, 15, 21.4],
}

/** InsectSprays$count of C and A */
export const insectSprays = {
  control: [0, 1, 7, 2, 3, 1, 2, 1, 3, 0, 1, 4],
  treatment: [10, 7, 20, 14, 14, 12, 10, 23, 17, 20, 14, 13],
}

/** chickwts$weight of horsebean and casein */
export const chickens = {
  control: [179, 160, 136, 227, 217, 168, 108, 124, 143, 140],
  treatment: [368, 390, 379, 260, 404, 318, 352, 359, 216, 222, 283, 332],
}

const pairs = (x: readonly number[], y: readonly number[]): [number, number][] =>
  x.map((value, at) => [value, y[at] ?? 0])

/** mtcars, [wt, hp] of am == 0 and am == 1 */
export const carPower = {
  control: pairs(
    [
      3.215, 3.44, 3.46, 3.57, 3.19, 3.15, 3.44, 3.44, 4.07, 3.73, 3.78, 5.25, 5.424, 5.345, 2.465, 3.52, 3.435, 3.84,
      3.845,
    ],
    [110, 175, 105, 245, 62, 95, 123, 123, 180, 180, 180, 205, 215, 230, 97, 150, 150, 245, 175],
  ),
  treatment: pairs(
    [2.62, 2.875, 2.32, 2.2, 1.615, 1.835, 1.935, 2.14, 1.513, 3.17, 2.77, 3.57, 2.78],
    [110, 110, 93, 66, 52, 65, 66, 91, 113, 264, 175, 335, 109],
  ),
}

/** cars, [dist, speed] of rows 1 to 25 and 26 to 50 */
export const carStops = {
  control: pairs(
    [2, 10, 4, 22, 16, 10, 18, 26, 34, 17, 28, 14, 20, 24, 28, 26, 34, 34, 46, 26, 36, 60, 80, 20, 26],
    [4, 4, 7, 7, 8, 9, 10, 10, 10, 11, 11, 12, 12, 12, 12, 13, 13, 13, 13, 14, 14, 14, 14, 15, 15],
  ),
  treatment: pairs(
    [54, 32, 40, 32, 40, 50, 42, 56, 76, 84, 36, 46, 68, 32, 48, 52, 56, 64, 66, 54, 70, 92, 93, 120, 85],
    [15, 16, 16, 17, 17, 17, 18, 18, 18, 18, 19, 19, 19, 20, 20, 20, 20, 20, 22, 23, 24, 24, 24, 24, 25],
  ),
}

/** Clicks of page views, made up: [views, clicks] */
export const pageClicks = {
  control: pairs([1, 3, 2, 8, 1, 1, 4, 2, 2, 5], [0, 1, 0, 3, 0, 1, 1, 0, 1, 2]),
  treatment: pairs([2, 2, 6, 1, 3, 1, 9, 2, 1, 1, 4, 2], [1, 0, 3, 0, 2, 1, 5, 1, 0, 1, 2, 1]),
}
