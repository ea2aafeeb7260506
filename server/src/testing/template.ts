export const template = 'hopyard_template';
