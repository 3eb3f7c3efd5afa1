export { llist } from './impl/designs/llist.ts';
export { mainline } from './impl/designs/mainline.ts';
export { marker } from './impl/designs/marker.ts';
