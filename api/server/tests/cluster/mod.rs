//! More than one machine: three servers over one primary, one replica and one store of documents.
mod killed;
mod machines;
mod reads;
mod storage;
mod turn;
