//! What the operating system answers, in the words of who reads the messages.

use std::io;

/// Why a file cannot be opened or written.
///
/// What is not known here is given as the system says it, for who looks it up.
pub fn reason(error: &io::Error) -> String {
    use io::ErrorKind;
    let known = match error.kind() {
        ErrorKind::NotFound => "文件或文件夹不存在",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经有同名的文件",
        ErrorKind::NotADirectory => "路径中有一段是文件，不是文件夹",
        ErrorKind::IsADirectory => "这是一个文件夹，不是文件",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::QuotaExceeded => "磁盘配额已用完",
        ErrorKind::ReadOnlyFilesystem => "文件系统是只读的",
        ErrorKind::InvalidFilename => "名称过长，或者有不能用的字符",
        ErrorKind::ResourceBusy => "正被别的程序占用",
        _ if error.raw_os_error().is_none() => return error.to_string(),
        _ => return format!("系统报告：{error}"),
    };
    known.to_owned()
}

#[cfg(test)]
mod tests {
    use super::reason;
    use std::fs;
    use std::io;

    #[test]
    fn what_the_system_says_is_told_in_chinese() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("甲");
        fs::write(&file, "").unwrap();
        let of = |error: io::Result<()>| reason(&error.unwrap_err());
        let read = |path: &std::path::Path| fs::read(path).map(drop);
        assert_eq!(of(read(&folder.path().join("无"))), "文件或文件夹不存在");
        assert_eq!(of(read(&file.join("乙"))), "路径中有一段是文件，不是文件夹");
        assert_eq!(of(fs::create_dir(&file)), "已经有同名的文件");
    }

    #[test]
    fn our_own_words_stand_as_they_are() {
        assert_eq!(reason(&io::Error::other("不是普通文件")), "不是普通文件");
    }
}
