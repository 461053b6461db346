/** Loads the app in two tasks: reading libraries and app in one would keep a slow phone from answering to touches. */
import 'react-dom/client';
import './styles.css';

setTimeout(() => import('./begin'));
