/** Under the symbol of that name the global object of each thread has its `pulse`. */
export const PULSE_NAME = 'iova-check pulse';
